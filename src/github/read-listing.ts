import type { GitHub } from './access.ts';
import { firstUrl, type ListPage, type ListRequest, readPage } from './pages.ts';
import { type GitHubRepository, type RepositoryAnswer, toRepository } from './repository.ts';

/** A page of a listing as a sweep may keep it, to ask only whether it has changed. Plain JSON. */
export interface KnownPage {
  etag: string;
  repositories: GitHubRepository[];
  next: string | null;
}

/** Known pages by their address. */
export interface PageStore {
  get(url: string): KnownPage | undefined;
  set(url: string, page: KnownPage): void;
}

/** One list of repositories, and the access that may read it. */
export interface Listing {
  github: GitHub;
  request: ListRequest;
}

export interface ListingReader extends Listing {
  /** Gets every repository, by its id. */
  found: Map<number, GitHubRepository>;
  /** Pages of an earlier listing. */
  pages: PageStore | undefined;
  onPage: ((repositories: number) => void) | undefined;
}

/** A list of which every page changes all the time is not read for ever. */
const MOST_ROUNDS = 5;

/** Reads a listing, and looks back over its pages, where there are several, until that brings nothing new. */
export async function readListing(reader: ListingReader): Promise<void> {
  const book = openBook(reader);
  await readAll(reader, book);
  for (let round = 0; book.size() > 1 && round < MOST_ROUNDS; round++) {
    const before = reader.found.size;
    const changed = await readAll(reader, book);
    if (changed === 0 || reader.found.size === before) return;
  }
}

/** Reads every page; gives how many were new or had changed. */
async function readAll({ github, request }: Listing, book: Book): Promise<number> {
  let changed = 0;
  let url: string | null = firstUrl(github.octokit, request);
  while (url !== null) {
    const page: ListPage<RepositoryAnswer> = await readPage(github.octokit, {
      ...request,
      url,
      etagOf: book.etagOf,
    });
    if (!page.isUnchanged) changed++;
    url = book.take(page);
  }
  return changed;
}

/** The pages of this listing, with those of an earlier one to begin with. */
interface Book {
  etagOf(url: string): string | undefined;
  /** Takes a page in and gives the address of the next one. */
  take(page: ListPage<RepositoryAnswer>): string | null;
  /** Pages that were read. */
  size(): number;
}

function openBook({ github, found, pages, onPage }: ListingReader): Book {
  const read = new Map<string, KnownPage>();
  const knownAt = (url: string): KnownPage | undefined => read.get(url) ?? pages?.get(url);
  const contentOf = ({
    url,
    rows,
    isUnchanged,
    next,
  }: ListPage<RepositoryAnswer>): Omit<KnownPage, 'etag'> => {
    const known = isUnchanged ? knownAt(url) : undefined;
    const { serverUrl } = github.endpoints;
    return known ?? { repositories: rows.map((row) => toRepository(row, serverUrl)), next };
  };
  return {
    etagOf: (url) => knownAt(url)?.etag,
    take(page) {
      const { repositories, next } = contentOf(page);
      for (const repository of repositories) found.set(repository.id, repository);
      if (page.etag !== null) {
        const known = { etag: page.etag, repositories, next };
        read.set(page.url, known);
        pages?.set(page.url, known);
      }
      onPage?.(found.size);
      return next;
    },
    size: () => read.size,
  };
}
