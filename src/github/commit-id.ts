/** Is it a commit's whole id, and not the zeros that stand for none? What a server says goes to git only as such. */
export function isCommitId(id: string | null): id is string {
  return id !== null && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id) && !/^0+$/.test(id);
}
