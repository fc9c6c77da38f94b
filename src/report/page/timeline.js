// A timeline: a plan drawn above small charts that share its x axis, its cursor and its zoom.

function drawTimeline(box, data, page) {
    const font = chartFont, row = 31, eraTop = 4, foot = 20;
    const eras = data.plan.filter(b => b.era), courses = data.plan.filter(b => !b.era);
    const head = eras.length ? 38 : 4, planHeight = head + courses.length * row + foot;
    const canvas = box.appendChild(Object.assign(document.createElement("canvas"), { className: "plan" }));
    const charts = [];
    let spots = [];

    const broken = (pen, text, width) => { // into at most two lines that fit, the last one cut where it must be
        const cut = line => {
            if (pen.measureText(line).width <= width) return line;
            while (line && pen.measureText(`${line}…`).width > width) line = line.slice(0, -1);
            return line ? `${line}…` : "";
        };
        const words = text.split(" ");
        let first = words.shift();
        while (words.length && pen.measureText(`${first} ${words[0]}`).width <= width) first += ` ${words.shift()}`;
        return [first, words.join(" ")].filter(Boolean).map(cut).filter(Boolean);
    };

    // Drawn where the first chart has its x axis now.
    function drawPlan(u) {
        const dots = devicePixelRatio || 1, width = box.clientWidth, pen = canvas.getContext("2d");
        canvas.width = width * dots;
        canvas.height = planHeight * dots;
        canvas.style.height = `${planHeight}px`;
        pen.scale(dots, dots);
        spots = paintPlan(pen, u, width);
    }
    function paintPlan(pen, u, width) { // gives back what can be pointed at
        const dots = dotsOf(u), left = u.bbox.left / dots, room = u.bbox.width / dots, place = x => left + u.valToPos(x, "x"), spots = [];
        pen.textBaseline = "middle";
        const clip = () => {
            pen.save();
            pen.beginPath();
            pen.rect(left, 0, room, planHeight);
            pen.clip();
        };
        const visible = (from, to) => [Math.max(place(from), left), Math.min(place(to), left + room)];
        clip();
        eras.forEach((b, k) => {
            const [from, to] = visible(b.from, b.to);
            if (to <= from) return;
            pen.fillStyle = page.css(k % 2 ? "era-b" : "era-a");
            pen.fillRect(from, eraTop, Math.max(to - from - 1, 1), 30);
            pen.fillStyle = page.css("ink");
            pen.font = `600 11px ${font}`;
            pen.textAlign = "center";
            const lines = broken(pen, b.label, to - from - 8);
            lines.forEach((line, n) => pen.fillText(line, (from + to) / 2, eraTop + 15.5 + (n - (lines.length - 1) / 2) * 13));
            spots.push({ left: from, right: to, top: eraTop, bottom: eraTop + 30, bar: b });
        });
        courses.forEach((b, k) => {
            const top = head + k * row, bar = top + 18, colour = page.category(b.colour ?? k), [from, to] = visible(b.from, b.to), end = place(b.to + (b.fade ?? 0));
            pen.globalAlpha = .28;
            pen.fillStyle = colour;
            if (b.sessions) pen.fillRect(from, bar, to - from, 9);
            pen.globalAlpha = 1;
            if (b.sessions) for (const s of b.sessions) pen.fillRect(place(s) - 1, bar, 2, 9);
            else pen.fillRect(from, bar, Math.max(to - from, 0), 9);
            if (b.fade) {
                const fade = pen.createLinearGradient(place(b.to), 0, end, 0);
                fade.addColorStop(0, colour);
                fade.addColorStop(1, `${colour}00`);
                pen.fillStyle = fade;
                pen.fillRect(place(b.to), bar, end - place(b.to), 9);
            }
            spots.push({ left: from, right: Math.max(to, end), top, bottom: top + row, bar: b });
        });
        pen.restore();
        courses.forEach((b, k) => { // labels begin with their bar, or end with the chart; they may be longer than it
            const [from, to] = visible(b.from, b.to + (b.fade ?? 0));
            if (to <= from) return;
            pen.font = `500 11.5px ${font}`;
            pen.fillStyle = page.css("ink");
            pen.textAlign = "left";
            const text = broken(pen, b.label.replaceAll(" ", "\u00a0"), width - 8)[0] ?? "", long = pen.measureText(text).width;
            pen.fillText(text, Math.max(2, Math.min(from, left + room - long)), head + k * row + 9);
        });
        const y = planHeight - foot / 2 + 2;
        pen.font = `11px ${font}`;
        pen.fillStyle = page.css("muted");
        pen.textAlign = "right";
        pen.fillText("Visits", left - 8, y);
        for (const v of data.visits) {
            const x = place(v);
            if (x < left - 1 || x > left + room + 1) continue;
            pen.fillStyle = page.css("accent");
            pen.beginPath();
            pen.moveTo(x - 5, y - 4);
            pen.lineTo(x + 5, y - 4);
            pen.lineTo(x, y + 5);
            pen.fill();
            spots.push({ left: x - 7, right: x + 7, top: y - 8, bottom: y + 8, bar: { label: "Visit", detail: `${data.x.label} ${page.quantity(v, data.x.unit)}` } });
        }
        return spots;
    }
    canvas.addEventListener("pointermove", event => {
        const frame = canvas.getBoundingClientRect(), x = event.clientX - frame.left, y = event.clientY - frame.top;
        const spot = spots.findLast(s => x >= s.left && x <= s.right && y >= s.top && y <= s.bottom);
        page.tip(spot ? event : null, spot ? [spot.bar.label, spot.bar.detail] : []);
    });
    canvas.addEventListener("pointerleave", () => page.tip(null));

    const lineAt = (u, x, colour, dash) => {
        const at = u.valToPos(x, "x", true), pen = u.ctx;
        if (at < u.bbox.left || at > u.bbox.left + u.bbox.width) return;
        pen.save();
        pen.strokeStyle = colour;
        pen.lineWidth = dotsOf(u);
        pen.setLineDash(dash.map(d => d * pen.lineWidth));
        pen.beginPath();
        pen.moveTo(at, u.bbox.top);
        pen.lineTo(at, u.bbox.top + u.bbox.height);
        pen.stroke();
        pen.restore();
    };
    // Ranges of a scale that have a name, each a shade darker than the one below it.
    const drawBands = (u, panel) => {
        const pen = u.ctx, dots = dotsOf(u), { left, top, width, height: high } = u.bbox;
        const at = v => Math.min(Math.max(u.valToPos(v, "y", true), top), top + high);
        panel.bands?.forEach((b, k) => {
            const from = at(b.from), to = at(b.to);
            if (from - to < 1) return;
            pen.save();
            pen.fillStyle = page.css("muted");
            pen.globalAlpha = .06 * (k + 1);
            pen.fillRect(left, to, width, from - to);
            pen.globalAlpha = 1;
            pen.font = `${10 * dots}px ${font}`;
            pen.textAlign = "left";
            pen.textBaseline = "middle";
            if (from - to > 11 * dots) pen.fillText(b.label, left + 6 * dots, (from + to) / 2);
            pen.restore();
        });
    };
    const height = () => 188, key = `timeline-${box.dataset.figure}`;
    const hooksOf = (panel, k, plan) => ({
        before: chart => {
            drawBands(chart, panel);
            for (const v of data.visits) lineAt(chart, v, page.css("rule"), [2, 3]);
            lineAt(chart, 0, page.css("muted"), [5, 4]);
        },
        after: k === 0 ? [plan] : [], // only now it knows where its x axis lies
    });
    data.panels.forEach((panel, k) => {
        const own = box.appendChild(Object.assign(document.createElement("div"), { className: "panel" }));
        own.append(Object.assign(document.createElement("h4"), { textContent: panel.title }));
        const { grouped, series, columns, bands } = lineSeries(panel, data.at, page), hooks = hooksOf(panel, k, drawPlan);
        const u = new uPlot({
            width: box.clientWidth, height: height(), series, bands, legend: { show: false }, padding: [10, 14, 0, 0],
            axes: chartAxes({ x: data.x, y: panel.y }, page),
            scales: { x: { time: false }, y: panel.range ? { range: panel.range } : {} },
            cursor: { points: { show: false }, y: false, sync: { key, setSeries: false } },
            hooks: { drawAxes: [hooks.before], draw: hooks.after },
        }, columns, own);
        charts.push(u);
        tellLines(u, panel, data.at, data.x, page);
        if (panel.lines.length > 1) drawLegend(own, panel, u, grouped);
        if (panel.note) own.append(Object.assign(document.createElement("div"), { className: "hint", textContent: panel.note }));
    });
    addHint(box, hintOf(data) + " The dashed line is week 0, dotted lines are visits.");
    const redraw = () => {
        charts.forEach(u => {
            if (box.clientWidth !== u.width) u.setSize({ width: box.clientWidth, height: height() });
            else u.redraw(false);
        });
    };
    // The plan and each panel are pictures of their own, so that paper may part them.
    const ink = width => {
        const chartOf = (panel, k) => ({ x: data.x, y: panel.y, at: data.at, lines: panel.lines, scales: charts[k].scales });
        const room = top => ({ left: 0, top, width, height: height() });
        const plan = inked(width, "Plan", page, pen => {
            paintPlan(pen, inkPlace(pen, room(0), chartOf(data.panels[0], 0)), width);
            return planHeight;
        });
        const panels = data.panels.map((panel, k) => inked(width, panel.title, page, pen => {
            Object.assign(pen, { font: `600 12.5px ${font}`, fillStyle: page.css("ink"), textAlign: "left", textBaseline: "top" });
            pen.fillText(panel.title, 0, 6);
            let end = inkChart(pen, room(22), chartOf(panel, k), page, { before: [hooksOf(panel, k).before] });
            if (panel.lines.length > 1) end = inkLegend(pen, panel.lines, end, width, page);
            return panel.note ? inkNote(pen, panel.note, end, width, page) : end;
        }));
        return [plan, ...panels, inked(width, "Marks", page, pen => inkNote(pen, "The dashed line is week 0, dotted lines are visits.", 2, width, page))].join("");
    };
    return { redraw, ink };
}
