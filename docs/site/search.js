// Search over the index that MkDocs made, in the page itself: no worker and no request, so that it works from file://.
// Every word asked for has to be there, in any language and in part of a word; titles count most.
"use strict";
(() => {
    const results = document.getElementById("mkdocs-search-results"), input = document.getElementById("mkdocs-search-query");
    if (!results || !input) return; // the box of other pages leads to the one with results
    const base = typeof base_url === "string" ? base_url : ".";
    const words = () => input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const element = (name, text) => Object.assign(document.createElement(name), { textContent: text });

    function excerpt(text, asked) {
        const small = text.toLowerCase(), at = Math.max(0, Math.min(...asked.map(w => small.indexOf(w)).filter(k => k >= 0), text.length) - 80);
        const part = text.slice(at, at + 260), out = element("p", at > 0 ? "… " : "");
        const found = new RegExp(asked.map(w => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&")).join("|"), "gi");
        let from = 0;
        for (const m of part.matchAll(found)) {
            out.append(part.slice(from, m.index), element("mark", m[0]));
            from = m.index + m[0].length;
        }
        out.append(part.slice(from), at + 260 < text.length ? " …" : "");
        return out;
    }
    function score(page, asked) {
        const title = page.title.toLowerCase(), text = page.text.toLowerCase();
        let sum = 0;
        for (const w of asked) {
            const inTitle = title === w ? 40 : title.includes(w) ? 15 : 0, inText = text.split(w).length - 1;
            if (!inTitle && !inText) return 0;
            sum += inTitle + Math.min(inText, 5);
        }
        return sum;
    }
    function search() {
        const asked = words();
        results.replaceChildren();
        if (asked.join("").length < (/[\u3400-\u9fff]/.test(input.value) ? 1 : 2)) return;
        const found = window.search_index.docs.map(page => [score(page, asked), page]).filter(([s]) => s > 0).sort(([a], [b]) => b - a).slice(0, 40);
        if (!found.length) results.append(element("p", "Nothing found."));
        for (const [, page] of found) {
            const article = document.createElement("article"), heading = document.createElement("h3");
            heading.append(Object.assign(element("a", page.title), { href: `${base}/${page.location}` }));
            article.append(heading, excerpt(page.text, asked));
            results.append(article);
        }
    }
    const script = Object.assign(document.createElement("script"), { src: `${base}/search/search_index.js` });
    script.addEventListener("load", () => {
        input.value = new URLSearchParams(location.search).get("q") ?? input.value;
        input.addEventListener("input", search);
        search();
    });
    document.head.append(script);
})();
