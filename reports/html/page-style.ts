/** The page's style: light and dark, wide and narrow, screen and paper. */
const palette = {
  light: `--ground:#fff;--panel:#f5f6f8;--ink:#171b20;--soft:#58616c;--line:#dde1e6;--link:#0a54a8;
--good:#157333;--good-ground:#e7f4eb;--bad:#b3261a;--bad-ground:#fdeceb;--caution:#805200;--caution-ground:#fdf3dc;--neutral:#58616c;--neutral-ground:#eceff2;`,
  dark: `--ground:#101418;--panel:#181d23;--ink:#e7eaee;--soft:#a0aab5;--line:#2c343d;--link:#7db7ff;
--good:#55c878;--good-ground:#12291a;--bad:#ff8f80;--bad-ground:#391815;--caution:#e8b653;--caution-ground:#32270f;--neutral:#a0aab5;--neutral-ground:#232a32;`,
};

const base = `
:root{color-scheme:light dark;${palette.light}}
@media (prefers-color-scheme:dark){:root{${palette.dark}}}
*{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;scroll-behavior:smooth;scroll-padding-top:4rem}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;overflow-wrap:anywhere}
main,body>footer{max-width:68rem;margin:0 auto;padding:0 1.5rem}
p{margin:.25rem 0}
ul,ol,dl{margin:0;padding:0;list-style:none}
dd{margin:0}
a{color:var(--link);text-underline-offset:.15em}
code,pre,.id,.url,.rid{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.875em}
pre{margin:.25rem 0;padding:.6rem .75rem;background:var(--panel);border-radius:6px;white-space:pre-wrap}
summary{cursor:pointer}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:3px}
:target{outline:2px solid var(--link);outline-offset:4px;border-radius:4px}
[hidden]{display:none!important}
h1{font-size:clamp(1.7rem,1.2rem + 2vw,2.5rem);line-height:1.15;letter-spacing:-.02em;margin:.1rem 0 1.25rem}
h2{font-size:1.4rem;letter-spacing:-.01em;margin:3rem 0 1rem;padding-top:1.25rem;border-top:1px solid var(--line)}
h3{font-size:1.05rem;margin:1.5rem 0 .5rem}
.n{font-size:.875rem;font-weight:400;letter-spacing:0;color:var(--soft);margin-left:.4rem}
.skip{position:absolute;left:-100rem}
.skip:focus{left:1rem;top:1rem;background:var(--ground);padding:.5rem 1rem;z-index:2}
.sheet{position:absolute;width:0;height:0}
.i{width:1em;height:1em;flex:none;fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
.good{color:var(--good)}.bad{color:var(--bad)}.caution{color:var(--caution)}.neutral{color:var(--neutral)}
.v{display:inline-flex;align-items:center;gap:.35em;font-size:.875rem;font-weight:600;white-space:nowrap}
.level{font-size:.6875rem;font-weight:700;letter-spacing:.05em;padding:.1em .45em;border:1px solid var(--line);border-radius:4px;color:var(--soft)}
.level.must{color:var(--ink);border-color:var(--soft)}
.rid{font-weight:600}
.source,.why,.when,.label,small{font-size:.8125rem;color:var(--soft)}
.label{margin-top:.75rem}
.why{display:block}
`;

const top = `
.top{padding-top:3rem}
.eyebrow{color:var(--soft);font-size:.875rem;margin:0}
.headline{display:flex;gap:.9rem;padding:1.1rem 1.25rem;border-radius:10px}
.headline>.i{width:1.75rem;height:1.75rem;margin-top:.1rem;stroke-width:1.4}
.headline.good{background:var(--good-ground)}.headline.bad{background:var(--bad-ground)}.headline.caution{background:var(--caution-ground)}
.headline p{color:var(--ink)}
.headline .verdict{font-size:1.2rem;line-height:1.35;font-weight:650;margin-top:0}
.headline .notes{color:var(--soft);font-size:.9375rem}
.overview{display:grid;grid-template-columns:minmax(0,1fr) auto;gap:1.5rem 3rem;margin:1.75rem 0;align-items:start}
.strip{display:block;width:100%;height:10px;margin:.4rem 0 1rem;border-radius:5px;background:var(--neutral-ground)}
.strip rect{fill:currentColor}
.numbers{display:flex;flex-wrap:wrap;gap:1rem 2.25rem}
.numbers b{display:block;font-size:1.6rem;line-height:1.1;font-weight:650;font-variant-numeric:tabular-nums}
.numbers span{white-space:nowrap;display:inline-flex;gap:.35em;align-items:center;font-size:.875rem}
table{overflow-wrap:normal;border-collapse:collapse;font-size:.9375rem;font-variant-numeric:tabular-nums}
caption{text-align:left;font-size:.875rem;color:var(--soft);padding-bottom:.35rem}
th,td{padding:.35rem .75rem;text-align:right;border-top:1px solid var(--line)}
th:first-child{text-align:left;padding-left:0}
thead th{font-weight:400;font-size:.8125rem;color:var(--soft);border:0;vertical-align:bottom}
tfoot th,tfoot td{font-weight:650}
.facts{display:grid;grid-template-columns:repeat(auto-fill,minmax(11rem,1fr));gap:.9rem 1.5rem;padding:1.1rem 1.25rem;background:var(--panel);border-radius:10px}
.facts dt{font-size:.8125rem;color:var(--soft)}
.facts .wide{grid-column:1/-1}
.command{user-select:all;-webkit-user-select:all}
nav{position:sticky;top:0;z-index:1;background:var(--ground);margin:1.5rem -1.5rem -2rem;padding:.6rem 1.5rem;border-bottom:1px solid var(--line)}
nav+section>h2{border-top:0}
nav ul{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem}
nav a{text-decoration:none}
nav a:hover{text-decoration:underline}
`;

const sections = `
.card{border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem;margin:0 0 1rem}
.card h3{margin:.35rem 0;font-size:1.125rem}
.card>.line{padding:0;font-size:.875rem;margin:0}
.step{color:var(--soft)}
.reqs{margin:.75rem 0}
.reqs li{margin:.3rem 0}
.compare{display:grid;grid-template-columns:1fr 1fr;gap:.75rem;margin:.6rem 0}
.compare dt{font-size:.8125rem;color:var(--soft)}
.compare pre{margin:.15rem 0 0}
.links{font-size:.875rem;margin:.4rem 0}
.links li{margin:.2rem 0}
.links a{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.9375em}
.gaps li{padding:.55rem 0;border-top:1px solid var(--line)}
.area::first-letter{text-transform:uppercase}
.req{display:grid;grid-template-columns:9rem 9.5rem minmax(0,1fr);gap:.25rem 1rem;padding:.7rem 0;border-top:1px solid var(--line)}
.req p{margin:0}
.req summary{font-size:.8125rem;color:var(--soft);margin-top:.15rem}
.filter{display:flex;flex-wrap:wrap;gap:.75rem 1.25rem;align-items:end;margin-bottom:1rem}
.filter label{font-size:.8125rem;color:var(--soft)}
.filter input,.filter select{display:block;font:inherit;font-size:1rem;color:var(--ink);background:var(--ground);border:1px solid var(--soft);border-radius:6px;padding:.4rem .6rem;min-width:0;max-width:100%}
.filter input{width:20rem}
.filter output{font-size:.875rem;padding-bottom:.5rem}
`;

const cases = `
.scenario{border-top:1px solid var(--line)}
.scenario>summary{display:grid;grid-template-columns:1.1rem minmax(0,1fr) auto;gap:0 .6rem;padding:.6rem 0;align-items:center;list-style:none}
.scenario>summary::-webkit-details-marker{display:none}
.scenario>summary:hover .title,.case>summary:hover .id{text-decoration:underline}
.scenario>summary .id{grid-column:2;color:var(--soft)}
.scenario>summary small{grid-column:3;grid-row:1/span 2;text-align:right}
.cases{margin:0 0 1rem 1.7rem}
.cases>li{border-top:1px solid var(--line)}
.line{display:flex;flex-wrap:wrap;gap:.1rem 1rem;align-items:center;padding:.35rem 0}
.cases .v{min-width:9.75rem}
.cases .why{padding:0 0 .4rem 10.75rem}
.cases small{margin-left:auto}
.case>summary{list-style:none}
.case>summary::-webkit-details-marker{display:none}
.case>summary .id::after,.scenario>summary .title::after{content:" +" / "";color:var(--link);font-weight:700}
.case[open]>summary .id::after,.scenario[open]>summary .title::after{content:" \\2212" / ""}
.evidence{padding:.25rem 0 1rem 1rem;border-left:3px solid var(--line)}
.evidence:target{outline:0;border-color:var(--link)}
.evidence h3{font-size:.875rem;margin:1.25rem 0 .4rem}
.failure{margin-bottom:.75rem}
.wire>li{border:1px solid var(--line);border-radius:6px;margin:.35rem 0}
.wire>li.failing{border-color:var(--bad)}
.wire summary{display:grid;grid-template-columns:5rem minmax(0,1fr);gap:0 .75rem;padding:.45rem .75rem;font-size:.875rem;list-style:none}
.wire summary::-webkit-details-marker{display:none}
.wire .at{color:var(--soft);grid-row:1/span 2}
.failing .at{color:var(--bad);font-weight:600}
.wire .host{color:var(--soft)}
.wire .answer{grid-column:2;color:var(--soft)}
.wire .answer b{color:var(--ink)}
.fault{color:var(--caution);background:var(--caution-ground);padding:.05em .45em;border-radius:4px;font-weight:600}
.inside{padding:0 .75rem .6rem}
.pairs{font-size:.8125rem;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace}
.pairs>div{display:grid;grid-template-columns:12rem minmax(0,1fr);gap:.75rem;padding:.1rem 0}
.pairs dt{color:var(--soft)}
body>footer{color:var(--soft);font-size:.8125rem;padding-top:2rem;padding-bottom:3rem;margin-top:3rem}
`;

const narrow = `
@media (max-width:48rem){
main,body>footer{padding-left:1rem;padding-right:1rem}
.top{padding-top:1.5rem}
.headline{padding:1rem}
.overview{grid-template-columns:minmax(0,1fr)}
.levels{width:100%}
th,td{padding-left:.3rem;padding-right:.3rem}
.facts{grid-template-columns:repeat(auto-fill,minmax(8rem,1fr));padding:1rem}
nav{position:static;margin-left:-1rem;margin-right:-1rem;padding-left:1rem;padding-right:1rem;font-size:.9375rem}
html{scroll-padding-top:1rem}
.cases .line{gap:.1rem .75rem}
.cases .line .id{order:3;width:100%}
.card{padding:.9rem 1rem}
.compare{grid-template-columns:minmax(0,1fr)}
.req{grid-template-columns:auto minmax(0,1fr)}
.req .which{text-align:right}
.req .says{grid-column:1/-1}
.scenario>summary{grid-template-columns:1.1rem minmax(0,1fr)}
.scenario>summary small{grid-column:2;grid-row:auto;text-align:left}
.cases{margin-left:0}
.cases .why{padding-left:0}
.evidence{padding-left:.6rem}
.filter label,.filter input,.filter select{width:100%}
.wire summary{grid-template-columns:minmax(0,1fr)}
.wire .answer{grid-column:1}
.wire .at{grid-row:auto}
.pairs>div{grid-template-columns:minmax(0,1fr);gap:0;padding:.25rem 0}
}
`;

const paper = `
@media print{
:root{${palette.light}}
body{font-size:10.5pt;background:#fff}
main,body>footer{max-width:none;padding:0}
nav,.filter,.skip{display:none}
.card,.req,.wire>li,.scenario>summary{break-inside:avoid}
h2,h3{break-after:avoid}
.headline,.facts,pre,.strip,.fault{print-color-adjust:exact;-webkit-print-color-adjust:exact}
.scenario:has(.case)::details-content,.case::details-content{content-visibility:visible;block-size:auto}
a{color:inherit}
}
`;

export const pageStyle = [base, top, sections, cases, narrow, paper].join('').replace(/\n+/g, '\n');
