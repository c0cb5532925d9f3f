// Prints `PASSED FAILED` for a run of vitest: node .ci/count-tests.mjs RESULTS.json EXIT-CODE.
// Only what ran is counted; a run that failed without a failed test counts as one failure at least.
import { readFileSync } from 'node:fs';

const [file = '', status = '1'] = process.argv.slice(2);
const { passed, failed } = read();
process.stdout.write(`${passed} ${status === '0' || failed > 0 ? failed : 1}\n`);

function read() {
  try {
    const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(file, 'utf8'));
    const brokenFiles = testResults.filter(isBroken).length;
    return { passed: numPassedTests, failed: numFailedTests + brokenFiles };
  } catch {
    return { passed: 0, failed: 1 };
  }
}

/** A file that failed before or after its tests. */
function isBroken({ status, assertionResults }) {
  return status === 'failed' && !assertionResults.some((test) => test.status === 'failed');
}
