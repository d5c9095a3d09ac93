import { el } from './dom.js';

/**
 * Turns an answer into DOM nodes. It knows **bold**, lists, line breaks and citation marks such as [1]; everything else,
 * HTML included, stays the text it is.
 *
 * @param {string} text
 * @param {(n: number) => Node | null} citation makes the mark for [n]; null leaves the text as it was
 * @returns {Node[]}
 */
export function richText(text, citation = () => null) {
    const blocks = [];
    let list = null;
    let paragraph = null;
    for (const line of text.split(/\r?\n/)) {
        const bullet = /^\s*(?:[-*•·]|(\d{1,2})[.)、])\s+(.+)$/.exec(line);
        if (bullet) {
            const kind = bullet[1] ? 'ol' : 'ul';
            if (!list || list.localName !== kind) {
                list = el(kind);
                if (bullet[1]) {
                    list.start = Number(bullet[1]);
                }
                blocks.push(list);
            }
            list.append(el('li', {}, inline(bullet[2], citation)));
            paragraph = null;
            continue;
        }
        list = null;
        if (line.trim() === '') {
            paragraph = null;
        } else if (paragraph) {
            paragraph.append(el('br'), ...inline(line, citation));
        } else {
            paragraph = el('p', {}, inline(line, citation));
            blocks.push(paragraph);
        }
    }
    return blocks;
}

function inline(text, citation) {
    const nodes = [];
    let last = 0;
    for (const found of text.matchAll(/\*\*([^*]+)\*\*|\[(\d{1,2})\]/g)) {
        const node = found[1] === undefined ? citation(Number(found[2])) : el('strong', {}, inline(found[1], citation));
        if (!node) {
            continue;
        }
        nodes.push(text.slice(last, found.index), node);
        last = found.index + found[0].length;
    }
    nodes.push(text.slice(last));
    return nodes.filter((node) => node !== '');
}
