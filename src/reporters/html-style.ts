/** The whole style of the HTML report; the page's policy allows exactly this text. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --page: #f6f7f9; --card: #ffffff; --text: #1b1f27; --soft: #5b6472; --line: #dfe3ea; --code: #eef0f4; --accent: #2557d6;
  --critical: #b3121d; --high: #c2410c; --medium: #946200; --low: #2563a8;
  --critical-soft: #fde8e8; --high-soft: #ffeadb; --medium-soft: #fdf1cf; --low-soft: #e3eefb;
  --warn: #7a4d00; --warn-soft: #fff3d1; --good: #17683a; --good-soft: #e1f5e8;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #12151b; --card: #1a1e26; --text: #e6e9ef; --soft: #9aa4b4; --line: #2c323d; --code: #252b36; --accent: #8db0ff;
    --critical: #ff8a8f; --high: #ffa873; --medium: #f0c75e; --low: #8fc0f7;
    --critical-soft: #401a1e; --high-soft: #3f2617; --medium-soft: #3a3012; --low-soft: #182f47;
    --warn: #f5cf7a; --warn-soft: #38300f; --good: #7fdca4; --good-soft: #14331f;
  }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "DejaVu Sans", sans-serif; }
main { max-width: 74rem; margin: 0 auto; padding: 2.5rem 1.5rem 4rem; }
.brand { margin: 0; color: var(--soft); font-size: .8rem; font-weight: 600; letter-spacing: .14em; text-transform: uppercase; }
h1 { margin: .35rem 0 .6rem; font-size: 1.65rem; line-height: 1.3; letter-spacing: -.01em; text-wrap: balance; }
h2 { margin: 2.6rem 0 .9rem; font-size: 1.15rem; }
h3 { margin: 0 0 .6rem; font-size: 1rem; }
p { margin: .3rem 0; }
a { color: var(--accent); overflow-wrap: anywhere; }
.facts { color: var(--soft); font-size: .88rem; }
code { padding: .08em .35em; border-radius: 4px; background: var(--code); font: .87em ui-monospace, SFMono-Regular, Menlo, Consolas, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.banner { margin: 1.2rem 0; padding: .8rem 1rem; border-radius: 8px; background: var(--warn-soft); color: var(--warn); }
.banner.good { background: var(--good-soft); color: var(--good); }
.banner ul { margin: .4rem 0 0; padding-left: 1.2rem; }
.tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: .8rem; margin: 1.4rem 0 0; }
.tile { padding: .75rem 1rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.tile b { display: block; font-size: 1.7rem; line-height: 1.15; font-variant-numeric: tabular-nums; }
.tile span { color: var(--soft); font-size: .85rem; }
.tile.critical b { color: var(--critical); } .tile.high b { color: var(--high); }
.tile.medium b { color: var(--medium); } .tile.low b { color: var(--low); }
.tile.zero b { color: var(--soft); }
.tools { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; margin: 0 0 .8rem; }
.tools[hidden] { display: none; }
.tools input, .tools select { padding: .45rem .7rem; border: 1px solid var(--line); border-radius: 8px; background: var(--card); color: inherit; font: inherit; font-size: .9rem; }
.tools input { flex: 1 1 16rem; min-width: 0; }
.tools output { color: var(--soft); font-size: .88rem; }
.sheet { border: 1px solid var(--line); border-radius: 10px; background: var(--card); overflow: hidden; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .6rem .9rem; text-align: left; vertical-align: top; }
th { border-bottom: 1px solid var(--line); color: var(--soft); font-size: .8rem; font-weight: 600; white-space: nowrap; }
th button { padding: 0; border: 0; background: none; color: inherit; font: inherit; cursor: pointer; }
th button::after { content: "\\2195"; margin-left: .35em; opacity: .45; }
th[aria-sort="ascending"] button::after { content: "\\2191"; opacity: 1; }
th[aria-sort="descending"] button::after { content: "\\2193"; opacity: 1; }
tbody + tbody { border-top: 1px solid var(--line); }
tbody[hidden] { display: none; }
td { padding-bottom: .2rem; }
tr.more td { padding-top: 0; padding-bottom: .65rem; }
td.days { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
th.days { text-align: right; }
.badge { display: inline-block; padding: .05rem .55rem; border-radius: 99px; font-size: .8rem; font-weight: 650; }
.badge.critical { background: var(--critical-soft); color: var(--critical); } .badge.high { background: var(--high-soft); color: var(--high); }
.badge.medium { background: var(--medium-soft); color: var(--medium); } .badge.low { background: var(--low-soft); color: var(--low); }
.soft { color: var(--soft); font-size: .86rem; }
.issuer { font-weight: 600; }
details > summary { color: var(--soft); font-size: .85rem; cursor: pointer; }
dl { display: grid; grid-template-columns: 6.5rem 1fr; gap: .35rem .8rem; margin: .6rem 0 .2rem; font-size: .9rem; }
dt { color: var(--soft); } dd { margin: 0; min-width: 0; }
dd ul { margin: 0; padding: 0; list-style: none; }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 24rem), 1fr)); gap: .9rem; align-items: start; }
.card { padding: 1rem 1.2rem; border: 1px solid var(--line); border-radius: 10px; background: var(--card); }
.card ol { margin: .5rem 0; padding-left: 1.3rem; } .card li { margin: .25rem 0; }
.card:target { outline: 2px solid var(--accent); }
footer { margin-top: 2.6rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .88rem; }
footer ul { margin: .2rem 0; padding-left: 1.2rem; }
@media (max-width: 46rem) {
  main { padding: 1.5rem 1rem 3rem; } .tiles { grid-template-columns: repeat(2, 1fr); }
  thead { display: none; } table, tbody, tr, td { display: block; width: 100%; }
  td, td.days { padding: .3rem .9rem; text-align: left; } td:first-child { padding-top: .8rem; } td.days:empty { display: none; } td.days::after { content: " days exposed"; }
}
@media print { .tools { display: none; } body { background: none; } .card, tbody { break-inside: avoid; } }
`;
