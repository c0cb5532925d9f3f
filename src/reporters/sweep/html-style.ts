import { STYLE } from '../html-style.ts';

/** The style of the HTML report on a sweep: that of other reports, and tables of counts. */
export const SWEEP_STYLE = `${STYLE}
main { max-width: 96rem; } .brand code { letter-spacing: 0; text-transform: none; }
.counts { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); gap: .9rem; margin-top: 1.4rem; }
.counts td { padding: .15rem 0; overflow-wrap: anywhere; } .counts td + td { padding-left: .8rem; text-align: right; font-variant-numeric: tabular-nums; }
.counts tbody + tbody { border: 0; }
.tag { padding: .05rem .45rem; border-radius: 99px; background: var(--good-soft); color: var(--good); font-size: .75rem; font-weight: 650; }
td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
`;
