import { el, fill, icon, link, webAddress } from './dom.js';

/**
 * Draws what stands beside an answer's words. A kind it does not know is shown as a plain list of its fields.
 *
 * @param {object} card as in the public face
 * @param {{texts: object, locale: string, home: URL, announce: (text: string) => void}} setting
 * @returns {HTMLElement}
 */
export function cardView(card, setting) {
    const draw = KINDS[card.kind] ?? generic;
    const view = draw(card, setting);
    view.classList.add('card');
    view.dataset.kind = String(card.kind ?? '');
    return view;
}

/** How many rows of a comparison are shown before one asks for more. */
const MOST_TELLING = 6;

const KINDS = { product, coupon, size, order, comparison };

function product(card, setting) {
    const { texts, home } = setting;
    const picture = webAddress(card.imageUrl ?? card.image, home);
    const price = money(card.price ?? card.lowestPrice, setting);
    const listPrice = money(card.listPrice, setting);
    return link(
        'a.product',
        card.url,
        {},
        picture ? el('img', { src: picture, alt: '', loading: 'lazy', width: 88, height: 88 }) : null,
        el(
            'div.facts',
            {},
            el('strong.name', {}, text(card.title ?? card.name)),
            el(
                'span.price',
                {},
                price ? (card.priceVaries ? fill(texts.from, { price }) : price) : '',
                listPrice && listPrice !== price ? el('s', { 'aria-label': `${texts.was} ${listPrice}` }, listPrice) : null,
            ),
            stock(card, texts),
            card.reason ? el('span.reason', {}, text(card.reason)) : null,
        ),
    );
}

function stock(card, texts) {
    const left = Number(card.onHand ?? card.left);
    if (card.inStock === false || left === 0) {
        return el('span.stock.none', {}, texts.outOfStock);
    }
    if (card.lowStock && Number.isFinite(left)) {
        return el('span.stock.low', {}, fill(texts.lowStock, { n: left }));
    }
    return card.inStock ? el('span.stock', {}, texts.inStock) : null;
}

function coupon(card, setting) {
    const { texts } = setting;
    const applied = card.applied ?? (card.code ? [card] : []);
    const tickets = applied.map((one) => {
        const saves = money(one.saves, setting);
        return el(
            'div.ticket',
            {},
            el(
                'div.terms',
                {},
                el('span.saves', {}, saves ? fill(texts.saves, { amount: saves }) : texts.coupon),
                one.title ? el('strong', {}, text(one.title)) : null,
                one.minSpend ? el('span', {}, fill(texts.minSpend, { amount: money(one.minSpend, setting) })) : null,
                one.endsAt ? el('span', {}, fill(texts.until, { date: day(one.endsAt, setting) })) : null,
                el('code', {}, text(one.code)),
            ),
            copyButton(text(one.code), setting),
        );
    });
    const total = money(card.total, setting);
    const discount = money(card.discount, setting);
    const next = card.nextStep;
    return el(
        'div.coupon',
        {},
        tickets,
        total
            ? el(
                  'dl.sums',
                  {},
                  discount ? [el('dt', {}, texts.discount), el('dd', {}, discount)] : null,
                  el('dt', {}, texts.total),
                  el('dd.total', {}, total),
              )
            : null,
        next
            ? el(
                  'p.hint',
                  {},
                  fill(texts.nextStep, { spendMore: money(next.spendMore, setting), saves: money(next.saves, setting) }),
              )
            : null,
    );
}

function copyButton(code, { texts, announce }) {
    const label = el('span', {}, texts.copy);
    const button = el('button.copy', { type: 'button', 'aria-label': `${texts.copy} ${code}` }, icon('copy'), label);
    button.addEventListener('click', async () => {
        await navigator.clipboard?.writeText(code).catch(() => {});
        label.textContent = texts.copied;
        button.firstChild.replaceWith(icon('done'));
        announce(texts.copied);
    });
    return button;
}

function size(card, setting) {
    const { texts } = setting;
    const basis = texts.basis[card.basis];
    return el(
        'div.size',
        {},
        el(
            'div.verdict',
            {},
            el('span.letter', {}, card.size ? text(card.size) : '?'),
            el(
                'div',
                {},
                el('strong', {}, card.size ? texts.size : texts.sizeNone),
                basis ? el('span', {}, fill(basis, { sample: card.sample })) : null,
                card.size && typeof card.confidence === 'number'
                    ? el('span', {}, `${texts.confidence} ${Math.round(card.confidence * 100)}%`)
                    : null,
            ),
        ),
        chart(card.chart, card.size, setting),
    );
}

/** A size chart, whichever way round it comes: a list of rows `{size, measure, min, max}` or `{size, heightCm: [min, max]}`. */
function chart(given, chosen, setting) {
    const { texts } = setting;
    const rows = new Map();
    const measures = [];
    const note = (sizeName, measure, value) => {
        if (!measures.includes(measure)) {
            measures.push(measure);
        }
        rows.set(sizeName, { ...rows.get(sizeName), [measure]: value });
    };
    for (const row of list(given?.rows ?? given)) {
        if (row.measure) {
            note(row.size, row.measure, range(row));
        } else {
            Object.entries(row.measures ?? row)
                .filter(([name]) => name !== 'size')
                .forEach(([measure, value]) => note(row.size, measure, range(value)));
        }
    }
    if (rows.size === 0) {
        return null;
    }
    const known = Object.keys(texts.measures);
    measures.sort((a, b) => known.indexOf(a) - known.indexOf(b));
    return disclosure(
        texts.chart,
        table(
            ['', ...measures.map((measure) => texts.measures[measure] ?? measure)],
            [...rows].map(([name, values]) => ({
                chosen: name === chosen,
                cells: [name, ...measures.map((measure) => values[measure] ?? '–')],
            })),
            texts.chart,
        ),
        true,
    );
}

function range(value) {
    if (Array.isArray(value)) {
        return value.join('–');
    }
    if (value && typeof value === 'object') {
        return [value.min, value.max].filter((bound) => bound !== undefined && bound !== null).join('–');
    }
    return text(value);
}

/** The way of a parcel that goes well; what goes another way has no such line. */
const WAY = ['paid', 'shipped', 'outForDelivery', 'delivered'];
const REACHED = { unpaid: -1, paid: 0, processing: 0, shipped: 1, outForDelivery: 2, delivered: 3 };

function order(card, setting) {
    const { texts, home } = setting;
    const events = list(card.events).length > 0 ? list(card.events) : card.lastEvent ? [card.lastEvent] : [];
    const newestFirst = [...events].sort((a, b) => Date.parse(b.at) - Date.parse(a.at));
    const total = money(card.total, setting);
    return el(
        'div.order',
        {},
        el(
            'header',
            {},
            el('span', {}, `${texts.order} `, el('b', {}, text(card.orderId))),
            el('span.state', {}, card.statusText || texts.status[card.stage] || text(card.status)),
        ),
        progress(card, texts),
        list(card.lines).length > 0
            ? el(
                  'ul.lines',
                  {},
                  list(card.lines).map((line) => {
                      const picture = webAddress(line.imageUrl, home);
                      return el(
                          'li',
                          {},
                          picture ? el('img', { src: picture, alt: '', loading: 'lazy', width: 40, height: 40 }) : null,
                          el('span', {}, link('a', line.url, {}, text(line.title ?? line.sku)), line.choice ? el('small', {}, text(line.choice)) : null),
                          el('span', {}, `×${text(line.quantity ?? 1)}`),
                      );
                  }),
              )
            : null,
        el(
            'dl.sums',
            {},
            card.placedAt ? [el('dt', {}, texts.placed), el('dd', {}, moment(card.placedAt, setting))] : null,
            total ? [el('dt', {}, texts.paid), el('dd', {}, total)] : null,
            card.estimatedDelivery && !card.deliveredAt
                ? [el('dt', {}, texts.expected), el('dd', {}, moment(card.estimatedDelivery, setting))]
                : null,
            card.carrier ? [el('dt', {}, texts.parcel), el('dd', {}, `${card.carrier} ${text(card.trackingNumber)}`)] : null,
        ),
        newestFirst.length > 0
            ? el(
                  'ol.timeline',
                  {},
                  newestFirst.map((event) =>
                      el(
                          'li',
                          {},
                          el('strong', {}, text(event.statusText || event.text || event.status)),
                          el('span', {}, [event.place, event.statusText ? event.text : null].filter(Boolean).join(' · ')),
                          el('time', { dateTime: event.at }, moment(event.at, setting)),
                      ),
                  ),
              )
            : null,
    );
}

function progress(card, texts) {
    const reached = REACHED[card.stage];
    if (reached === undefined) {
        return null;
    }
    return el(
        'ol.way',
        {},
        WAY.map((stage, at) =>
            el(at <= reached ? 'li.done' : 'li', { 'aria-current': at === reached ? 'step' : null }, texts.status[stage]),
        ),
    );
}

function comparison(card, setting) {
    const { texts, home } = setting;
    const products = list(card.products);
    const heads = products.map((one) => {
        const picture = webAddress(one.imageUrl, home);
        return el('span', {}, picture ? el('img', { src: picture, alt: '', width: 52, height: 52 }) : null, link('a', one.url, {}, text(one.title)));
    });
    const told = (rows) => rows.map((row) => ({ cells: [text(row.name), ...list(row.values).map((value) => fact(value, setting))] }));
    const prices = products.some((one) => one.price)
        ? [{ cells: [texts.price, ...products.map((one) => money(one.price, setting) ?? '–')] }]
        : [];
    const rows = list(card.rows);
    const apart = rows.filter((row) => row.differs !== false);
    const first = apart.slice(0, MOST_TELLING);
    const rest = [...apart.slice(MOST_TELLING), ...rows.filter((row) => row.differs === false)];
    const columns = ['', ...heads];
    return el(
        'div.comparison',
        {},
        el('strong', {}, card.title ? text(card.title) : texts.comparison),
        el(
            'div.scroll',
            { tabIndex: 0, role: 'group', 'aria-label': texts.comparison },
            table(columns, [...prices, ...told(first)], texts.comparison),
        ),
        rest.length > 0
            ? disclosure(fill(texts.moreRows, { n: rest.length }), table(['', ...products.map((one) => text(one.title))], told(rest), texts.comparison))
            : null,
    );
}

function generic(card, setting) {
    const { title, url, ...rest } = card;
    const rows = Object.entries(rest).filter(([name, value]) => name !== 'kind' && value !== null && value !== '');
    return el(
        'div.generic',
        {},
        title ? el('strong', {}, text(title)) : null,
        el(
            'dl.sums',
            {},
            rows.map(([name, value]) => [el('dt', {}, name), el('dd', {}, fact(value, setting))]),
        ),
        webAddress(url) ? link('a', url, {}, setting.texts.more) : null,
    );
}

function table(head, rows, caption) {
    return el(
        'table',
        {},
        el('caption.unseen', {}, caption),
        el('thead', {}, el('tr', {}, head.map((cell) => el('th', { scope: 'col' }, cell)))),
        el(
            'tbody',
            {},
            rows.map(({ cells: [first, ...others], chosen }) =>
                el('tr', chosen ? { className: 'chosen' } : {}, el('th', { scope: 'row' }, first), others.map((cell) => el('td', {}, cell))),
            ),
        ),
    );
}

function disclosure(name, content, open = false) {
    return el('details', { open }, el('summary', {}, name), el('div.scroll', {}, content));
}

/** `{"amountMinor":19900,"currency":"CNY"}`, or the form tools tell models, as a shopper reads it; null when it is none. */
export function money(given, { locale }) {
    if (!given || typeof given !== 'object') {
        return null;
    }
    if (typeof given.text === 'string') {
        return given.text;
    }
    if (typeof given.amountMinor !== 'number' || !given.currency) {
        return null;
    }
    const style = { style: 'currency', currency: given.currency, currencyDisplay: 'narrowSymbol' };
    const digits = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits;
    const major = given.amountMinor / 10 ** digits;
    return new Intl.NumberFormat(locale, { ...style, minimumFractionDigits: Number.isInteger(major) ? 0 : digits }).format(major);
}

function moment(at, { locale }) {
    const time = new Date(at);
    return Number.isNaN(time.getTime())
        ? text(at)
        : new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(time);
}

function day(at, { locale }) {
    const time = new Date(at);
    return Number.isNaN(time.getTime()) ? text(at) : new Intl.DateTimeFormat(locale, { year: 'numeric', month: 'numeric', day: 'numeric' }).format(time);
}

function fact(value, setting) {
    if (value === null || value === undefined || value === '') {
        return '–';
    }
    if (Array.isArray(value)) {
        return value.map((one) => fact(one, setting)).join(setting.locale.startsWith('zh') ? '、' : ', ');
    }
    if (typeof value === 'object') {
        return (
            money(value, setting) ??
            Object.entries(value)
                .map(([name, one]) => `${name}: ${fact(one, setting)}`)
                .join('; ')
        );
    }
    if (typeof value === 'boolean') {
        return value ? '✓' : '–';
    }
    return String(value);
}

function text(value) {
    return value === null || value === undefined ? '' : String(value);
}

function list(value) {
    return Array.isArray(value) ? value : [];
}
