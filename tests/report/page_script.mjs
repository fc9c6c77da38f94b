// Draws every figure of a page with the page's own scripts, on a page that is not there, and looks at the SVG that would
// be saved and printed: well-formed, no missing numbers, axis titles with units, legends, names.
//   node page_script.mjs PAGE.html SCRIPTS_FOLDER
import { readFileSync } from "node:fs";
import vm from "node:vm";

const [file, folder] = process.argv.slice(2), html = readFileSync(file, "utf8");
const json = id => JSON.parse(new RegExp(`<script type="application/json" id="${id}">([^]*?)</script>`).exec(html)[1]);
const faults = [], wrong = what => faults.push(what);

class FakeContext {
    constructor() { this.filled = []; }
    measureText(text) { return { width: 6 * text.length }; }
    createImageData(w, h) { return { data: new Uint8ClampedArray(4 * w * h) }; }
    putImageData(image) { this.image = image; }
    getImageData() { return this.image; }
    createLinearGradient() { return { addColorStop() {} }; }
}
for (const name of ["save", "restore", "scale", "translate", "rotate", "setLineDash", "beginPath", "moveTo", "lineTo", "closePath", "rect", "arc", "clip", "stroke", "fill", "fillRect", "fillText", "strokeText", "drawImage"])
    FakeContext.prototype[name] = () => {};
function element() {
    return {
        style: { setProperty() {} }, classList: { add() {}, toggle() {} }, dataset: {}, clientWidth: 700, parentElement: null,
        append() {}, prepend() {}, appendChild: child => child, setAttribute() {}, addEventListener() {},
        getContext() { return this.context ??= new FakeContext(); },
    };
}
class FakePlot {
    constructor(options, data) {
        const range = (lists, own, log) => {
            const all = lists.flat().filter(v => v !== null && v !== undefined && (!log || v > 0)), ends = [Math.min(...all), Math.max(...all)];
            const [min, max] = Array.isArray(own) ? own : own?.(null, ...ends) ?? ends;
            return { min, max: max > min ? max : min + 1 };
        };
        const { x, y } = options.scales;
        Object.assign(this, {
            scales: { x: range([data[0]], x.range, x.distr === 3), y: range(data.slice(1), y.range, y.distr === 3) }, series: options.series, data, width: options.width,
            over: element(), cursor: {}, bbox: { left: 60, top: 10, width: 600, height: 150 }, ctx: new FakeContext(),
        });
        this.valToPos = () => 0;
    }
    setSeries() {}
    batch(act) { act(); }
}

const colours = json("colours");
const page = {
    colours, dark: () => false, css: name => `#${(name.length * 1118481).toString(16).padStart(6, "0").slice(-6)}`, category: k => colours.category[k % colours.category.length],
    groupColour: () => colours.category[0], shown: v => String(Number(v.toPrecision(5))), quantity: (v, unit) => `${v} ${unit}`,
    label: axis => axis.unit && axis.unit !== "1" ? `${axis.label} (${axis.unit})` : axis.label,
    measure: text => 6 * text.length, tip() {},
    roundTicks: (low, high, count) => Array.from({ length: Math.max(2, Math.floor(count)) }, (_, k) => low + (high - low) * k / Math.max(1, Math.floor(count) - 1)),
};
const context = vm.createContext({ document: { createElement: element }, uPlot: FakePlot, devicePixelRatio: 1, page, console });
for (const name of ["pen.js", "chart.js", "timeline.js", "heat.js", "paper.js"]) vm.runInContext(readFileSync(`${folder}/${name}`, "utf8"), context, { filename: name });
const draw = vm.runInContext("({ lines: drawLines, timeline: drawTimeline, scatter: drawScatter, heat: drawHeat })", context);

const plain = text => text.replaceAll("&amp;", "&").replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", "\"");
function balanced(svg) { // as far as what a pen writes goes
    const open = [];
    for (const [, close, name, rest] of svg.matchAll(/<(\/?)([a-zA-Z]+)((?:"[^"]*"|[^"<>])*)>/g)) {
        if (close) {
            if (open.pop() !== name) return false;
        } else if (!rest.endsWith("/")) open.push(name);
    }
    return open.length === 0 && !/<(?![/a-zA-Z])/.test(svg);
}

let drawn = 0, sides = 0;
json("figures").forEach((data, k) => {
    const box = Object.assign(element(), { dataset: { figure: String(k), name: "Figure & its <name>" }, getBoundingClientRect: () => ({ left: 0, top: 0 }), querySelector: () => null });
    const svg = draw[data.kind](box, data, page).ink(700), words = [...svg.matchAll(/<text[^>]*>([^<]*)</g)].map(m => plain(m[1])), told = `figure ${k} (${data.kind})`;
    if (!svg.startsWith("<svg xmlns=\"http://www.w3.org/2000/svg\"")) wrong(`${told}: is no SVG of its own`);
    if (!balanced(svg)) wrong(`${told}: is not well-formed`);
    if (/NaN|Infinity|undefined|null/.test(svg.replace(/>[^<]*</g, "><"))) wrong(`${told}: a number is missing`);
    const has = text => words.includes(text) || wrong(`${told}: says nowhere "${text}"`);
    const axes = data.kind === "timeline" ? [data.x, ...data.panels.map(p => p.y)] : data.kind === "heat" ? data.maps.flatMap(m => [m.rows, m.columns]) : [data.x, data.y];
    for (const axis of axes) {
        if (!axis.label) wrong(`${told}: an axis has no title`);
        else has(page.label(axis));
    }
    for (const m of data.kind === "lines" || data.kind === "heat" ? data.marks : []) has(m.label);
    for (const map of data.maps ?? []) if (map.title) has(map.title);
    for (const chart of data.panels ?? (data.kind === "lines" ? [data] : [])) {
        if (chart.title) has(chart.title);
        if (chart.lines.length > 1) for (const line of chart.lines) if (line.shown) has(line.group || line.label);
        for (const band of chart.bands ?? []) has(band.label);
    }
    // No title of a left side stands on its numbers, by what the pen measures: 6 px a letter.
    const texts = [...svg.matchAll(/<text ([^>]*)>([^<]*)</g)].map(([, look, text]) => {
        const moved = [...look.matchAll(/translate\(([\d.-]+) ([\d.-]+)\)/g)], at = Number(/x="([\d.-]+)"/.exec(look)[1]) * !look.includes("rotate");
        return { text: plain(text), turned: look.includes("rotate"), end: look.includes("text-anchor=\"end\""), x: at + moved.reduce((sum, m) => sum + Number(m[1]), 0) };
    });
    for (const title of texts.filter(t => t.turned && axes.some(a => t.text === page.label(a))))
        for (const n of texts.filter(t => t.end && !t.turned)) {
            ++sides;
            if (n.x - 6 * n.text.length < title.x + 6 && n.x > title.x - 6) wrong(`${told}: "${title.text}" is written over "${n.text}"`);
        }
    for (const n of texts) if (/^−?\d*\.\d+$/.test(n.text) && n.text.replace(/[.−]/g, "").replace(/^0+/, "").length > (data.kind === "heat" ? 3 : 5)) wrong(`${told}: "${n.text}" has more digits than it needs`);
    if (data.kind === "scatter") { // no dot is cut by the frame it is drawn in
        const [, left, top, w, h] = /<clipPath[^>]*><path d="M([\d.-]+) ([\d.-]+)h([\d.-]+)v([\d.-]+)/.exec(svg).map(Number);
        for (const [, x, y, r] of svg.matchAll(/d="M([\d.-]+) ([\d.-]+)a([\d.]+) /g)) {
            const at = Number(x) + Number(r);
            if (at - r < left || at + Number(r) > left + w || y - r < top || Number(y) + Number(r) > top + h) wrong(`${told}: a dot at ${at}, ${y} is cut`);
        }
    }
    if (data.named) for (const name of data.labels) has(name);
    ++drawn;
});
for (const fault of faults) console.log(fault);
console.log(`${drawn} figures drawn, ${sides} numbers beside titles`);
process.exit(faults.length ? 1 : 0);
