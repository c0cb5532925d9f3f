/**
 * What a file's name says about how values stand in it. Patterns that ignore case are slow to make, and a hook makes them
 * for every commit: names are put in small letters instead.
 */

const CODE =
  /\.(?:py|js|mjs|cjs|ts|tsx|jsx|go|rs|java|kt|kts|cs|cpp|cc|c|h|hpp|php|rb|swift|dart|r|m|jl|lua|pl|scala|sol|ex|exs|vue|svelte|html?|css|map|ipynb)$/;

const SETTINGS =
  /(?:^|\/)(?:\.?env(?:[.\w-]*)|dockerfile[\w.-]*|[^/]*compose[^/]*|\.[\w-]+rc)$|\.(?:env|ya?ml|json[c5]?|toml|ini|cfg|conf|config|properties|txt|sh|service|xml|plist|tfvars|pine|md)$/;

/** Source code: a bare word in it is an identifier, a value stands in quotes. */
export function isCode(path: string): boolean {
  return CODE.test(path.toLowerCase());
}

/** A file of settings or notes, where names stand right before their values. */
export function isSettings(path: string): boolean {
  return (
    SETTINGS.test(path.toLowerCase()) &&
    !/(?:^|\/)(?:package(?:-lock)?|tsconfig|composer)[^/]*\.json$/.test(path)
  );
}
