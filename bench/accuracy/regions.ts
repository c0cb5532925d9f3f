/** A place in a text for people: 1-based lines and columns, columns in UTF-16 code units, the end exclusive. */
export interface Region {
  startLine: number;
  startColumn: number;
  endLine: number;
  endColumn: number;
}

/** Turns offsets of one text into lines and columns. */
export function createLocator(text: string): (span: { start: number; end: number }) => Region {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  const locate = (offset: number): [number, number] => {
    let low = 0;
    let high = starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return [low + 1, offset - starts[low]! + 1];
  };
  return ({ start, end }) => {
    const [startLine, startColumn] = locate(start);
    const [endLine, endColumn] = locate(end);
    return { startLine, startColumn, endLine, endColumn };
  };
}

/** True when the two have at least one character in common. */
export function overlaps(a: Region, b: Region): boolean {
  return (
    before(a.startLine, a.startColumn, b.endLine, b.endColumn) &&
    before(b.startLine, b.startColumn, a.endLine, a.endColumn)
  );
}

function before(line: number, column: number, otherLine: number, otherColumn: number): boolean {
  return line < otherLine || (line === otherLine && column < otherColumn);
}
