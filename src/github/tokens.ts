/** Hands out the token for requests. */
export interface TokenSource {
  /** Null for none. */
  current(): Promise<string | null>;
  /** Gets another one than the refused; false where there is none to get. */
  renew(refused: string | null): Promise<boolean>;
}

/** A token as GitHub mints it; it ends at `expiresAt` (ISO 8601). */
export interface Minted {
  token: string;
  expiresAt: string;
}

/** A token that is what it is. */
export function fixedToken(token: string | null): TokenSource {
  return { current: async () => token, renew: async () => false };
}

/** How long before its end a token is no longer used; and for how long any new one is, whatever our clock says. */
const MARGIN_MS = 5 * 60 * 1000;

/** A token that is minted when it is first needed, and anew before it runs out or when the server refuses it. */
export function mintedToken(mint: () => Promise<Minted>): TokenSource {
  let latest: { minted: Promise<Minted>; at: number } | null = null;
  const fresh = (): Promise<Minted> => {
    const minted = mint();
    const own = { minted, at: Date.now() };
    latest = own;
    minted.catch(() => {
      if (latest === own) latest = null;
    });
    return minted;
  };
  return {
    async current() {
      if (latest === null) return (await fresh()).token;
      const known = await latest.minted;
      const now = Date.now();
      const isOld = Date.parse(known.expiresAt) - MARGIN_MS < now && (latest?.at ?? 0) + MARGIN_MS < now;
      return isOld ? (await fresh()).token : known.token;
    },
    async renew(refused) {
      const known = await latest?.minted;
      if (known === undefined || known.token === refused) await fresh();
      return true;
    },
  };
}
