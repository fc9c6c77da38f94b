// Charts of lines and scatter plots, drawn by uPlot: zoom by dragging, switch lines and groups in the legend.
// A figure's drawing function gives back { redraw, ink }: ink(width) is the figure as SVG, as it is shown now (paper.js).

const chartFont = "system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif";
const dotsOf = u => u.dots ?? (devicePixelRatio || 1); // of the canvas a chart is drawn on, for each pixel of the page

// Numbers along an axis: as many digits as tell them apart, 0.87 beside 0.53 and not 0.86667.
function tickTexts(values, page) {
    const there = values.filter(v => v !== null).sort((a, b) => a - b), step = Math.min(...there.slice(1).map((v, k) => v - there[k]).filter(d => d > 0));
    const digits = Number.isFinite(step) ? Math.min(20, Math.max(0, Math.ceil(-Math.log10(step * .05)))) : 20;
    return values.map(v => v === null ? "" : page.shown(Number(v.toFixed(digits))));
}
const widest = (pen, texts) => Math.max(0, ...texts.map(t => pen.measureText(t).width));

// `fit`: the y axis takes the room its numbers need; charts above each other keep one width.
function chartAxes(data, page, fit) {
    const font = `11px ${chartFont}`, ruler = document.createElement("canvas").getContext("2d");
    const wide = texts => {
        ruler.font = font;
        return Math.max(50, 14 + widest(ruler, texts));
    };
    return [data.x, data.y].map((axis, side) => ({
        label: page.label(axis), labelFont: `600 ${font}`, font, labelSize: 20, size: side ? fit ? (_, texts) => wide(texts ?? []) : 50 : 26, gap: 4,
        stroke: () => page.css("muted"), grid: { stroke: () => page.css("grid"), width: 1 }, ticks: { stroke: () => page.css("grid"), width: 1, size: 4 },
        values: (_, marks) => tickTexts(marks, page).map((text, k) => axis.whole && !Number.isInteger(marks[k]) ? "" : text),
    }));
}

// Logarithmic scales have no room for what is not above zero.
const onScale = (values, axis) => axis.log ? values.map(v => v > 0 ? v : null) : values;

function drawMarks(u, data, page) {
    const pen = u.ctx, dots = dotsOf(u);
    for (const m of data.marks ?? []) {
        const x = u.valToPos(m.x, "x", true), y = u.valToPos(m.y, "y", true), right = x > u.bbox.left + u.bbox.width * .6;
        pen.save();
        pen.strokeStyle = pen.fillStyle = page.css("ink");
        pen.lineWidth = 1.8 * dots;
        pen.beginPath();
        pen.arc(x, y, 6 * dots, 0, 7);
        pen.stroke();
        pen.font = `600 ${12 * dots}px ${chartFont}`;
        pen.textAlign = right ? "right" : "left";
        pen.textBaseline = "bottom";
        pen.fillText(m.label, x + (right ? -1 : 1) * 9 * dots, y - 6 * dots);
        pen.restore();
    }
}

function fitted(box, u, height) {
    return () => {
        const width = box.clientWidth;
        if (width !== u.width) u.setSize({ width, height: height(width) });
        else u.redraw(false);
    };
}

// What uPlot draws of lines: three series a line where it has a band. Each line learns its colour and its place.
function lineSeries(data, at, page) {
    const grouped = data.lines.some(l => l.group), series = [{}], columns = [at], bands = [];
    data.lines.forEach((line, k) => {
        const colour = grouped ? page.groupColour(line.group ?? "") : page.category(k);
        Object.assign(line, { colour, width: grouped ? 1.1 : 1.7, alpha: grouped ? .75 : 1 });
        line.at = series.push({
            label: line.label, stroke: colour, width: line.width, alpha: line.alpha, dash: line.dashed ? [6, 4] : undefined,
            show: line.shown, points: { show: false }, spanGaps: false,
        }) - 1;
        columns.push(onScale(line.values, data.y));
        if (!line.low) return;
        for (const edge of [line.high, line.low]) {
            series.push({ label: "", stroke: "transparent", width: 0, show: line.shown, points: { show: false } });
            columns.push(onScale(edge, data.y));
        }
        bands.push({ series: [line.at + 1, line.at + 2], fill: `${colour}38` });
    });
    return { grouped, series, columns, bands };
}

function tellLines(u, data, at, x, page) {
    u.over.addEventListener("pointermove", event => {
        const k = u.cursor.idx, y = event.clientY - u.over.getBoundingClientRect().top;
        const shown = data.lines.filter(l => u.series[l.at].show && u.data[l.at][k] !== null && u.data[l.at][k] !== undefined);
        if (k === null || k === undefined || !shown.length) return page.tip(null);
        const away = l => Math.abs(u.valToPos(u.data[l.at][k], "y") - y);
        const told = shown.length <= 6 ? shown : [shown.reduce((a, b) => away(b) < away(a) ? b : a)];
        const band = l => l.low ? ` (${page.shown(l.low[k])} to ${page.shown(l.high[k])})` : "";
        page.tip(event, [`${x.label} ${page.quantity(at[k], x.unit)}`, ...told.map(l => `${l.label}: ${page.quantity(l.values[k], data.y.unit)}${band(l)}`)]);
    });
    u.over.addEventListener("pointerleave", () => page.tip(null));
}

function addHint(box, text) {
    box.appendChild(Object.assign(document.createElement("div"), { className: "hint", textContent: text }));
}
const hintOf = data => "Drag to zoom, double-click to see all." + (data.thinned ? ` Drawn from the extremes of ${data.thinned} points.` : "");

function drawLines(box, data, page) {
    const height = width => Math.round(Math.min(340, Math.max(230, width * .4)));
    const { grouped, series, columns, bands } = lineSeries(data, onScale(data.at, data.x), page);
    const u = new uPlot({
        width: box.clientWidth, height: height(box.clientWidth), series, bands, axes: chartAxes(data, page, true), legend: { show: false },
        scales: { x: { time: false, distr: data.x.log ? 3 : 1, range: data.x.log ? (_, low, high) => [low, high] : undefined }, y: { distr: data.y.log ? 3 : 1 } },
        cursor: { points: { show: false }, y: false },
        hooks: { draw: [chart => drawMarks(chart, data, page)] },
    }, columns, box);
    tellLines(u, data, data.at, data.x, page);
    if (data.lines.length > 1) drawLegend(box, data, u, grouped);
    addHint(box, hintOf(data));
    const ink = width => inked(width, box.dataset.name, page, pen => {
        const end = inkChart(pen, { left: 0, top: 0, width, height: height(width) }, { ...data, scales: u.scales, fit: true }, page, { after: [chart => drawMarks(chart, data, page)] });
        return inkLegend(pen, data.lines, end, width, page);
    });
    return { redraw: fitted(box, u, height), ink };
}

function drawLegend(box, data, u, grouped) {
    const chips = [];
    const refresh = () => chips.forEach(({ chip, lines }) => chip.setAttribute("aria-pressed", lines.some(l => l.shown)));
    const show = (lines, on) => {
        u.batch(() => {
            for (const line of lines) {
                line.shown = on;
                for (let k = 0; k < (line.low ? 3 : 1); ++k) u.setSeries(line.at + k, { show: on });
            }
        });
        refresh();
    };
    const button = (parent, text, act) => {
        const b = parent.appendChild(Object.assign(document.createElement("button"), { type: "button", textContent: text }));
        b.addEventListener("click", act);
        return b;
    };
    const chip = (parent, name, lines) => {
        const b = button(parent, name, () => show(lines, !lines.some(l => l.shown)));
        b.style.setProperty("--swatch", lines[0].colour);
        b.prepend(document.createElement("i"));
        chips.push({ chip: b, lines });
    };
    const bar = box.appendChild(Object.assign(document.createElement("div"), { className: "legend" }));
    let each = bar;
    if (grouped) {
        const groups = new Map();
        for (const line of data.lines) groups.set(line.group ?? "", [...(groups.get(line.group ?? "") ?? []), line]);
        for (const [name, lines] of groups) chip(bar, lines.length > 1 ? `${name} (${lines.length})` : name, lines);
        const more = box.appendChild(Object.assign(document.createElement("details"), { className: "each" }));
        more.append(Object.assign(document.createElement("summary"), { textContent: "Each line" }));
        each = more.appendChild(Object.assign(document.createElement("div"), { className: "legend" }));
    }
    for (const line of data.lines) chip(each, line.label, [line]);
    if (data.lines.length > 3) {
        button(bar, "All", () => show(data.lines, true)).classList.add("quiet");
        button(bar, "None", () => show(data.lines, false)).classList.add("quiet");
    }
    refresh();
}

function drawScatter(box, data, page) {
    const height = width => Math.round(Math.min(width, 430));
    const there = data.at.map((_, k) => k).filter(k => data.at[k] !== null && data.values[k] !== null);
    const order = there.sort((a, b) => data.at[a] - data.at[b]);
    const columns = [onScale(order.map(k => data.at[k]), data.x), onScale(order.map(k => data.values[k]), data.y)];
    const many = order.length > 800;
    // Dots are drawn one by one, see-through: where there are many it grows dark.
    const dots = u => {
        const pen = u.ctx, size = (many ? 3 : 5) * dotsOf(u);
        pen.save();
        pen.beginPath();
        pen.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
        pen.clip();
        pen.fillStyle = page.css("accent");
        pen.globalAlpha = many ? .3 : .75;
        for (let k = 0; k < order.length; ++k) {
            if (columns[0][k] === null || columns[1][k] === null) continue;
            pen.beginPath();
            pen.arc(u.valToPos(columns[0][k], "x", true), u.valToPos(columns[1][k], "y", true), size / 2, 0, 7);
            pen.fill();
        }
        pen.restore();
    };
    const names = u => {
        if (data.named) nameDots(u, columns, order.map(n => data.labels[data.ends[n][0]]), page);
    };
    // Equality is judged on equal axes: all the data on both, unless zoomed within.
    const extent = list => list.reduce(([low, high], v) => v === null ? [low, high] : [Math.min(low, v), Math.max(high, v)], [Infinity, -Infinity]);
    const own = columns.map(extent), room = extent(own.flat()), edge = (room[1] - room[0]) * .04;
    // No dot is cut by the frame.
    const roomy = (low, high, axis) => axis.log || !(low < high) ? [low, high] : [low - (high - low) * .05, high + (high - low) * .05];
    const scale = (axis, k) => ({
        time: false, distr: axis.log ? 3 : 1,
        range: data.identity && !axis.log && room[0] < room[1] ? (_, low, high) => low <= own[k][0] && high >= own[k][1] ? [room[0] - edge, room[1] + edge] : [low, high]
            : axis.log || !(own[k][0] < own[k][1]) ? undefined : (_, low, high) => low <= own[k][0] && high >= own[k][1] ? roomy(own[k][0], own[k][1], axis) : [low, high],
    });
    const identity = u => {
        if (!data.identity) return;
        const low = Math.max(u.scales.x.min, u.scales.y.min), high = Math.min(u.scales.x.max, u.scales.y.max), pen = u.ctx;
        if (low >= high) return;
        pen.save();
        pen.strokeStyle = page.css("muted");
        pen.setLineDash([6, 5]);
        pen.beginPath();
        pen.moveTo(u.valToPos(low, "x", true), u.valToPos(low, "y", true));
        pen.lineTo(u.valToPos(high, "x", true), u.valToPos(high, "y", true));
        pen.stroke();
        pen.restore();
    };
    const u = new uPlot({
        width: box.clientWidth, height: height(box.clientWidth), axes: chartAxes(data, page, true), legend: { show: false },
        series: [{}, { paths: () => null, points: { show: false } }],
        scales: { x: scale(data.x, 0), y: scale(data.y, 1) },
        cursor: { points: { show: false }, x: false, y: false, drag: { x: true, y: true, uni: 20 } },
        hooks: { draw: [dots, identity, names] },
    }, columns, box);
    u.over.addEventListener("pointermove", event => {
        const frame = u.over.getBoundingClientRect(), x = event.clientX - frame.left, y = event.clientY - frame.top;
        let best = -1, nearest = 144;
        for (let k = 0; k < order.length; ++k) {
            const away = (u.valToPos(columns[0][k], "x") - x) ** 2 + (u.valToPos(columns[1][k], "y") - y) ** 2;
            if (away < nearest) nearest = away, best = k;
        }
        if (best < 0) return page.tip(null);
        const n = order[best], [a, b] = data.ends[n] ?? [n, n], name = data.labels.length ? (a === b ? data.labels[a] : `${data.labels[a]} – ${data.labels[b]}`) : "";
        page.tip(event, [...(name ? [name] : []), `${data.x.label}: ${page.quantity(data.at[n], data.x.unit)}`, `${data.y.label}: ${page.quantity(data.values[n], data.y.unit)}`]);
    });
    u.over.addEventListener("pointerleave", () => page.tip(null));
    const ink = width => inked(width, box.dataset.name, page, pen =>
        inkChart(pen, { left: 0, top: 0, width, height: height(width) }, { x: data.x, y: data.y, at: [], lines: [], scales: u.scales, fit: true }, page, { after: [dots, identity, names] }));
    return { redraw: fitted(box, u, height), ink };
}

// A name beside every dot: where there is room around it, else further out with a line to it.
function nameDots(u, [across, up], texts, page) {
    const pen = u.ctx, dots = dotsOf(u), high = 11 * dots, { left, top, width, height } = u.bbox, taken = [];
    pen.save();
    pen.font = `${high}px ${chartFont}`;
    pen.textBaseline = "middle";
    pen.textAlign = "left";
    const spots = texts.map((text, k) => ({ text, x: u.valToPos(across[k], "x", true), y: u.valToPos(up[k], "y", true), wide: pen.measureText(text).width }))
        .filter((s, k) => across[k] !== null && up[k] !== null && s.x >= left && s.x <= left + width && s.y >= top && s.y <= top + height);
    for (const s of spots) taken.push([s.x - 3 * dots, s.y - 3 * dots, s.x + 3 * dots, s.y + 3 * dots]);
    for (const s of spots) {
        const ways = [1, 2, 3, 5, 7, 9, 12].flatMap(n => [[1, 0], [-1, 0], [1, -1], [-1, -1], [1, 1], [-1, 1], [0, -1], [0, 1]].map(([a, b]) => [a * 7 * dots, b * n * 9 * dots, a]))
            .map(([dx, dy, a]) => [a > 0 ? s.x + dx : a < 0 ? s.x + dx - s.wide : s.x - s.wide / 2, s.y + dy])
            .map(([x, y]) => [x, y - high / 2, x + s.wide, y + high / 2]);
        const inside = ([x, y, to, down]) => x >= left && to <= left + width && y >= top && down <= top + height;
        const free = box => inside(box) && taken.every(t => t[2] < box[0] || t[0] > box[2] || t[3] < box[1] || t[1] > box[3]);
        const box = ways.find(free) ?? ways.find(inside) ?? ways[0];
        taken.push(box);
        const y = (box[1] + box[3]) / 2;
        if (Math.abs(y - s.y) > 12 * dots) {
            pen.strokeStyle = page.css("rule");
            pen.lineWidth = dots;
            pen.beginPath();
            pen.moveTo(s.x, s.y);
            pen.lineTo(Math.min(Math.max(s.x, box[0]), box[2]), y);
            pen.stroke();
        }
        pen.fillStyle = page.css("ink");
        pen.fillText(s.text, box[0], y);
    }
    pen.restore();
}
