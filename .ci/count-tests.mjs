// Prints `PASSED FAILED` for a run of vitest: node .ci/count-tests.mjs RESULTS.json EXIT-CODE FAILURES.
// Only what ran is counted; a run that failed without a failed test counts as one failure at least.
// The failures' names and first words are added to the file FAILURES, a line each.
import { appendFileSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';

const LONGEST_MESSAGE = 300;

const [file = '', status = '1', failures = ''] = process.argv.slice(2);
const { passed, failed } = read();
const isBrokenRun = status !== '0' && failed.length === 0;
const told = isBrokenRun ? [`ended with exit code ${status} and no failed test`] : failed;
appendFileSync(failures, told.map((line) => `  ${line}\n`).join(''));
process.stdout.write(`${passed} ${told.length}\n`);

function read() {
  try {
    const { numPassedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    return { passed: numPassedTests, failed: testResults.flatMap(failuresOf) };
  } catch (error) {
    return { passed: 0, failed: [`no results: ${oneLine(error.message)}`] };
  }
}

/** A file may also fail before or after its tests. */
function failuresOf({ name, status, message, assertionResults }) {
  const place = relative(process.cwd(), name);
  const tests = assertionResults.filter((test) => test.status === 'failed');
  if (status === 'failed' && tests.length === 0) return [`${place}: ${oneLine(message)}`];
  return tests.map((test) => `${place} > ${test.fullName}: ${oneLine(test.failureMessages.join(' '))}`);
}

function oneLine(text) {
  return text.replace(/\s+/g, ' ').slice(0, LONGEST_MESSAGE);
}
