/**
 * Makes an element. Strings among the children become text nodes, so nothing anyone says is ever read as HTML.
 *
 * @param {string} name e.g. "button" or "button.quiet.small"
 * @param {Record<string, unknown>} properties DOM properties, `on…` listeners, `data-…`, `aria-…` and other attributes
 */
export function el(name, properties = {}, ...children) {
    const [tag, ...classes] = name.split('.');
    const element = document.createElement(tag || 'div');
    element.classList.add(...classes);
    for (const [key, value] of Object.entries(properties)) {
        if (value === null || value === undefined || value === false) {
            continue;
        }
        if (key.startsWith('on')) {
            element.addEventListener(key.slice(2), value);
        } else if (key.includes('-') || key === 'role' || key === 'for') {
            element.setAttribute(key, value === true ? '' : String(value));
        } else {
            element[key] = value;
        }
    }
    element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ''));
    return element;
}

const SHAPES = {
    chat: 'M12 3.500c-5 0-9 3.400-9 7.600 0 2.300 1.200 4.300 3.100 5.700l-.6 3.200c-.1.500.4.800.8.600l3.500-1.900c.7.100 1.400.2 2.200.2 5 0 9-3.400 9-7.700S17 3.500 12 3.500z',
    close: 'M6 6l12 12M18 6L6 18',
    send: 'M4.500 12L20 4.500 15 20l-3.500-6.500zM11.500 13.500L20 4.500',
    stop: 'M7.500 7.500h9v9h-9z',
    person: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4.500 20c1-3.600 3.900-5.500 7.500-5.500s6.500 1.900 7.500 5.500',
    up: 'M7 11v9H4v-9zM7 11l4-7.500c1.500 0 2.500 1 2.300 2.500L12.800 10H18c1.300 0 2.200 1.200 1.900 2.400l-1.500 6c-.2 1-1 1.600-2 1.600H7',
    down: 'M7 13V4H4v9zM7 13l4 7.500c1.500 0 2.500-1 2.300-2.500L12.800 14H18c1.300 0 2.200-1.200 1.900-2.400l-1.500-6c-.2-1-1-1.600-2-1.600H7',
    copy: 'M9 9h10v11H9zM5 15V4h10',
    done: 'M5 12.500l4.500 4.500L19 7.500',
    again: 'M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4',
    quote: 'M6 5h12M6 10h12M6 15h7',
    back: 'M14.500 5.500L8 12l6.500 6.500',
};

/** One of the widget's own line drawings. */
export function icon(name) {
    const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    svg.setAttribute('viewBox', '0 0 24 24');
    svg.setAttribute('aria-hidden', 'true');
    svg.setAttribute('class', 'icon');
    const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
    path.setAttribute('d', SHAPES[name]);
    svg.append(path);
    return svg;
}

/** The address if it is http(s), read against `base`; null for anything else (`javascript:` and friends). */
export function webAddress(address, base = document.baseURI) {
    if (typeof address !== 'string' || address.trim() === '') {
        return null;
    }
    try {
        const url = new URL(address, base);
        return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
    } catch {
        return null;
    }
}

/** A link that is only a link when its address is http(s). Other sites open beside the page. */
export function link(name, address, properties, ...children) {
    const href = webAddress(address);
    if (!href) {
        return el(name.replace(/^a/, 'span'), {}, ...children);
    }
    const elsewhere = new URL(href).origin !== location.origin;
    return el(name, { href, ...(elsewhere ? { target: '_blank', rel: 'noopener noreferrer' } : {}), ...properties }, ...children);
}

/** `"{name} is here"` with the names filled in. */
export function fill(sentence, values) {
    return sentence.replace(/\{(\w+)\}/g, (whole, name) => String(values[name] ?? ''));
}
