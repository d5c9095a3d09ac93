/** The agent's desk: a live queue, one conversation in hand, and everything reachable by keyboard. */
import { cardView } from '../widget/cards.js';
import { unguessable } from '../widget/conversation.js';
import { el, fill, icon, link } from '../widget/dom.js';
import { backoff, eventStream, pause } from '../widget/event-stream.js';
import { richText } from '../widget/rich-text.js';

const CALLS = '/api/v1/desk';
const POLL = 5_000;
const SILENCE = 45_000;

/** The service refused: its code and its sentence. */
class Refused extends Error {
    constructor(status, problem) {
        super(problem.detail ?? String(status));
        this.status = status;
        this.code = problem.code;
    }
}

async function call(method, path, body, headers = {}) {
    const csrf = decodeURIComponent(document.cookie.match(/(?:^|;\s*)XSRF-TOKEN=([^;]+)/)?.[1] ?? '');
    const response = await fetch(`${CALLS}${path}`, {
        method,
        headers: {
            Accept: 'application/json',
            'X-XSRF-TOKEN': csrf,
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
            ...headers,
        },
        body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!response.ok) {
        throw new Refused(response.status, await response.json().catch(() => ({})));
    }
    const text = await response.text();
    return text ? JSON.parse(text) : null;
}

class Desk extends HTMLElement {
    #t;
    #cards;
    #shops = new Map();
    #queue = [];
    #open = null;
    #seen = new Set();
    #loading = null;
    #drafts = new Map();
    #ui = {};

    async connectedCallback() {
        const english = this.lang === 'en';
        [{ default: this.#t }, { default: this.#cards }] = await Promise.all(
            english
                ? [import('./desk.texts.en.js'), import('../widget/texts.en.js')]
                : [import('./desk.texts.zh.js'), import('../widget/texts.zh.js')],
        );
        this.querySelectorAll('#shops li').forEach((shop) => this.#shops.set(shop.dataset.id, shop.textContent));
        this.#draw();
        document.addEventListener('keydown', (event) => this.#onKey(event));
        document.getElementById('help-button').addEventListener('click', () => this.#ui.help.showModal());
        await this.#readQueue();
        this.#listen();
        setInterval(() => this.#showTimes(), 1_000);
    }

    get #locale() {
        return this.lang === 'en' ? 'en-GB' : 'zh-CN';
    }

    #draw() {
        const t = this.#t;
        const ui = this.#ui;
        ui.waiting = el('ul.people');
        ui.mine = el('ul.people');
        ui.waitingHead = el('h2', {}, t.waiting);
        ui.mineHead = el('h2', {}, t.mine);
        ui.nobody = el('p.empty', { hidden: true }, t.nobody);
        ui.queue = el('nav.queue', { id: 'queue', 'aria-label': t.queue }, ui.mineHead, ui.mine, ui.waitingHead, ui.waiting, ui.nobody);
        ui.talk = el('section.talk', {}, this.#nothingOpen());
        ui.toast = el('div.toasts', { role: 'status', 'aria-live': 'polite' });
        ui.help = el(
            'dialog.help',
            { 'aria-label': t.keys },
            el('h2', {}, t.keys),
            el(
                'dl',
                {},
                t.shortcuts.map(([keys, what]) => el('div', {}, el('dt', {}, keys.split(' / ').map((key) => el('kbd', {}, key))), el('dd', {}, what))),
            ),
            el('form', { method: 'dialog' }, el('button.button.primary', {}, t.close)),
        );
        this.replaceChildren(ui.queue, ui.talk, ui.toast, ui.help);
    }

    #nothingOpen() {
        return el('div.nothing', {}, icon('chat'), el('h2', {}, this.#t.pick), el('p', {}, this.#t.pickMore));
    }

    #say(words, bad = false) {
        const line = el(bad ? 'p.note.bad' : 'p.note.good', {}, words);
        this.#ui.toast.append(line);
        setTimeout(() => line.remove(), 6_000);
    }

    #sayRefusal(trouble) {
        if (trouble instanceof Refused && trouble.status === 401) {
            this.#say(this.#t.signedOut, true);
            setTimeout(() => location.reload(), 1_500);
            return;
        }
        this.#say(fill(this.#t.failed, { reason: trouble.message }), true);
    }

    /* ---- the queue ---- */

    #readQueue() {
        this.#loading ??= call('GET', '/queue')
            .then(({ items }) => {
                this.#queue = items;
                this.#showQueue();
            })
            .catch((trouble) => this.#sayRefusal(trouble))
            .finally(() => (this.#loading = null));
        return this.#loading;
    }

    #showQueue() {
        const { waiting, mine, waitingHead, mineHead, nobody } = this.#ui;
        const focused = document.activeElement?.closest?.('[data-conversation]')?.dataset.conversation;
        const now = Date.now();
        const rows = (items) =>
            items.map((item) => {
                item.readAt ??= now;
                return this.#row(item);
            });
        const ours = this.#queue.filter((item) => item.floor === 'agent');
        const theirs = this.#queue.filter((item) => item.floor !== 'agent');
        mine.replaceChildren(...rows(ours));
        waiting.replaceChildren(...rows(theirs));
        mineHead.hidden = ours.length === 0;
        waitingHead.hidden = theirs.length === 0;
        nobody.hidden = this.#queue.length > 0;
        document.title = (theirs.length > 0 ? `(${theirs.length}) ` : '') + document.title.replace(/^\(\d+\) /, '');
        if (focused) {
            this.querySelector(`[data-conversation="${CSS.escape(focused)}"]`)?.focus();
        }
        this.#showTimes();
    }

    #row(item) {
        const t = this.#t;
        const current = this.#open?.conversationId === item.conversationId;
        return el(
            'li',
            {},
            el(
                'button.person',
                {
                    type: 'button',
                    'data-conversation': item.conversationId,
                    'aria-current': current ? 'true' : null,
                    onclick: () => this.#openConversation(item.conversationId),
                },
                el(
                    'span.first',
                    {},
                    el('b', {}, item.shopperName ?? t.visitor),
                    item.reason ? el(`span.tag.${item.reason === 'complaint' ? 'bad' : 'warm'}`, {}, t.reasons[item.reason] ?? item.reason) : null,
                    el('time', { 'data-since': item.since ?? '' }),
                ),
                el('span.last', {}, item.floor === 'agent' ? item.lastText : this.#wish(item)),
                this.#shops.size > 1 ? el('span.shop', {}, this.#shops.get(item.shop) ?? item.shop) : null,
            ),
        );
    }

    /** What the shopper wants: the brief says why a person was asked for, then that. */
    #wish(item) {
        const lines = this.#briefLines(item.brief);
        return (lines[1] ?? lines[0])?.words || item.lastText;
    }

    #showTimes() {
        for (const time of this.querySelectorAll('time[data-since]')) {
            const since = Date.parse(time.dataset.since);
            if (!Number.isNaN(since)) {
                const seconds = Math.max(0, Math.round((Date.now() - since) / 1_000));
                time.textContent = this.#span(seconds);
                time.classList.toggle('long', seconds > 120 && !time.classList.contains('calm'));
            }
        }
    }

    #span(seconds) {
        const t = this.#t;
        if (seconds < 60) {
            return fill(t.seconds, { n: seconds });
        }
        return seconds < 3_600 ? fill(t.minutes, { n: Math.floor(seconds / 60) }) : fill(t.hours, { n: Math.floor(seconds / 3_600) });
    }

    /* ---- what happens elsewhere ---- */

    async #listen() {
        const line = document.getElementById('line');
        let failures = 0;
        for (;;) {
            const stop = new AbortController();
            let watch = setTimeout(() => stop.abort(), SILENCE);
            try {
                const response = await fetch(`${CALLS}/events`, { headers: { Accept: 'text/event-stream' }, cache: 'no-store', signal: stop.signal });
                if (!response.ok) {
                    throw new Refused(response.status, await response.json().catch(() => ({})));
                }
                line.textContent = this.#t.live;
                line.className = 'line-state live';
                failures = 0;
                await this.#catchUp();
                for await (const event of eventStream(response)) {
                    clearTimeout(watch);
                    watch = setTimeout(() => stop.abort(), SILENCE);
                    if (event) {
                        this.#onEvent(event.event, JSON.parse(event.data));
                    }
                }
            } catch (trouble) {
                if (trouble instanceof Refused && trouble.status === 401) {
                    this.#sayRefusal(trouble);
                    return;
                }
            } finally {
                clearTimeout(watch);
            }
            line.textContent = this.#t.offline;
            line.className = 'line-state';
            await pause(Math.min(POLL, backoff(failures)));
            failures += 1;
            await this.#catchUp();
        }
    }

    async #catchUp() {
        await this.#readQueue();
        await this.#refresh();
    }

    #onEvent(type, data) {
        if (type === 'queue.changed') {
            this.#catchUp();
        } else if (data.conversationId === this.#open?.conversationId) {
            if (type === 'floor.changed') {
                this.#refresh();
            } else {
                this.#addMessage(data);
            }
        }
    }

    /* ---- one conversation ---- */

    async #openConversation(id) {
        try {
            this.#show(await call('GET', `/conversations/${encodeURIComponent(id)}`));
        } catch (trouble) {
            this.#sayRefusal(trouble);
        }
    }

    /** Reads the open conversation anew; only what changed is drawn again. */
    async #refresh() {
        const open = this.#open;
        if (!open) {
            return;
        }
        try {
            const fresh = await call('GET', `/conversations/${encodeURIComponent(open.conversationId)}`);
            if (this.#open?.conversationId !== fresh.conversationId) {
                return;
            }
            if (fresh.floor !== this.#open.floor || fresh.mine !== this.#open.mine || fresh.agentName !== this.#open.agentName) {
                this.#show(fresh);
            } else {
                this.#open = fresh;
                fresh.messages.forEach((message) => this.#addMessage(message));
                this.#showNotes();
            }
        } catch {
            // The line says that it is down; the next look mends it.
        }
    }

    #leave() {
        this.#keepDraft();
        const id = this.#open?.conversationId;
        this.#open = null;
        this.classList.remove('talking');
        this.#ui.talk.replaceChildren(this.#nothingOpen());
        this.#showQueue();
        this.querySelector(`[data-conversation="${CSS.escape(id ?? '')}"]`)?.focus();
    }

    #keepDraft() {
        if (this.#open && this.#ui.reply) {
            this.#drafts.set(this.#open.conversationId, this.#ui.reply.value);
        }
    }

    #show(opened) {
        this.#keepDraft();
        const t = this.#t;
        const ui = this.#ui;
        const typing = document.activeElement === ui.reply;
        this.#open = opened;
        this.#seen.clear();
        this.classList.add('talking');
        const name = opened.shopperName ?? t.visitor;

        ui.log = el('div.log', { role: 'log', 'aria-live': 'polite', tabIndex: 0, 'aria-label': name });
        ui.notes = el('ul.notes');
        ui.reply = el('textarea', {
            rows: 2,
            maxLength: 4_000,
            placeholder: fill(t.replyTo, { name }),
            'aria-label': fill(t.replyTo, { name }),
            value: this.#drafts.get(opened.conversationId) ?? '',
            onkeydown: (event) => {
                if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
                    event.preventDefault();
                    this.#reply();
                }
            },
        });
        ui.note = el('textarea', { rows: 2, maxLength: 4_000, placeholder: t.notePlaceholder, 'aria-label': t.note });

        const state =
            opened.floor === 'agent'
                ? opened.mine
                    ? el('span.tag.good', {}, t.withYou)
                    : el('span.tag', {}, fill(t.withColleague, { name: opened.agentName }))
                : opened.floor === 'awaitingAgent'
                  ? el('span.tag.warm', {}, el('time', { 'data-since': opened.since ?? '' }))
                  : el('span.tag', {}, t.assistant);

        const act = (words, key, action, kind = '') =>
            el(`button.button.small${kind}`, { type: 'button', title: `${words} (${key})`, onclick: action }, words);

        ui.talk.replaceChildren(
            el(
                'header.head',
                {},
                el('button.back', { type: 'button', 'aria-label': t.back, title: t.back, onclick: () => this.#leave() }, icon('back')),
                el('div', {}, el('h2', { tabIndex: -1 }, name), el('p.under', {}, state, this.#shops.size > 1 ? el('span', {}, this.#shops.get(opened.shop) ?? opened.shop) : null)),
                opened.mine
                    ? el(
                          'div.acts',
                          {},
                          act(t.transfer, 'T', () => this.#transfer()),
                          act(t.release, 'B', () => this.#hand('release', t.released)),
                          act(t.resolve, 'E', () => this.#hand('resolve', t.resolved), '.primary'),
                      )
                    : null,
            ),
            el(
                'div.sheet',
                {},
                el(
                    'aside.about',
                    {},
                    el(
                        'details',
                        { open: matchMedia('(min-width: 1000px)').matches || !opened.mine },
                        el('summary', {}, t.brief),
                        el(
                            'dl.brief',
                            {},
                            // The page stands below, as a link.
                            this.#briefLines(opened.brief)
                                .filter(({ words }) => !(opened.page?.url && words.includes(opened.page.url)))
                                .map(({ label, words }) => el('div', {}, el('dt', {}, label), el('dd', {}, words))),
                        ),
                        this.#whereabouts(opened),
                    ),
                    el('section', {}, el('h3', {}, t.notes), ui.notes, el('form.noting', { onsubmit: (event) => (event.preventDefault(), this.#keepNote()) }, ui.note, el('button.button.small', {}, t.saveNote))),
                ),
                ui.log,
                this.#foot(opened),
            ),
        );
        opened.messages.forEach((message) => this.#addMessage(message));
        this.#showNotes();
        this.#showQueue();
        ui.log.scrollTop = ui.log.scrollHeight;
        if (typing && opened.mine) {
            ui.reply.focus();
        } else if (!typing && !matchMedia('(pointer: coarse)').matches && opened.mine) {
            ui.reply.focus();
        } else if (!typing) {
            ui.talk.querySelector('h2').focus({ preventScroll: true });
        }
    }

    #foot(opened) {
        const t = this.#t;
        if (opened.mine) {
            return el(
                'form.reply',
                {
                    onsubmit: (event) => {
                        event.preventDefault();
                        this.#reply();
                    },
                },
                this.#ui.reply,
                el('button.button.primary', {}, t.send),
            );
        }
        if (opened.floor === 'awaitingAgent') {
            return el('div.reply', {}, el('button.button.primary.claim', { type: 'button', title: `${t.claim} (C)`, onclick: () => this.#claim() }, t.claim));
        }
        return el('p.reply.hint', {}, opened.floor === 'agent' ? fill(t.claimed, { name: opened.agentName }) : t.closed);
    }

    /** A brief is a labelled line each: `label: words`. */
    #briefLines(brief) {
        return brief
            .split('\n')
            .filter((line) => line.trim())
            .map((line) => {
                const [, label, words] = /^([^:：]{1,24})[:：]\s*(.*)$/.exec(line) ?? [null, '', line];
                return { label, words };
            });
    }

    #whereabouts(opened) {
        const t = this.#t;
        const page = opened.page && typeof opened.page === 'object' ? opened.page : opened.page ? { url: String(opened.page) } : null;
        const came = [opened.entry?.channel, opened.entry?.keyword].filter(Boolean).join(' · ');
        return el(
            'dl.brief',
            {},
            page?.url ? el('div', {}, el('dt', {}, t.page), el('dd', {}, link('a', page.url, { target: '_blank', rel: 'noopener' }, page.title || page.productId || page.url))) : null,
            came ? el('div', {}, el('dt', {}, t.came), el('dd', {}, came)) : null,
            el('div', {}, el('dt'), el('dd', {}, fill(t.started, { time: this.#clock(opened.startedAt) }))),
        );
    }

    #clock(at) {
        const time = new Date(at);
        return Number.isNaN(time.getTime())
            ? ''
            : new Intl.DateTimeFormat(this.#locale, { month: 'short', day: 'numeric', hour: '2-digit', minute: '2-digit' }).format(time);
    }

    #addMessage(message) {
        const id = message.id ?? message.messageId;
        if (this.#seen.has(id)) {
            return;
        }
        this.#seen.add(id);
        const t = this.#t;
        const log = this.#ui.log;
        const atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 120;
        const author = message.author ?? 'assistant';
        const name = author === 'agent' ? (message.agentName ?? '') : author === 'shopper' ? (this.#open.shopperName ?? t.shopper) : t.assistant;
        const citations = message.citations ?? [];
        const cards = message.cards ?? [];
        const setting = { texts: this.#cards, locale: this.#locale, home: new URL('/', location.href), announce: () => {} };
        log.append(
            el(
                `article.said.by-${author}`,
                {},
                el('header', {}, el('b', {}, name), el('time.calm', { dateTime: message.at }, this.#clock(message.at))),
                el('div.words', {}, author === 'shopper' ? el('p', {}, message.text) : richText(message.text ?? '', (n) => (citations.some((one) => one.n === n) ? el('span.mark', {}, String(n)) : null))),
                cards.length > 0 ? el('details.extra', {}, el('summary', {}, `${t.cards} ${cards.length}`), el('div.cards', {}, cards.map((card) => cardView(card, setting)))) : null,
                citations.length > 0
                    ? el('details.extra', {}, el('summary', {}, `${t.sources} ${citations.length}`), el('ol', {}, citations.map((one) => el('li', { value: one.n }, el('strong', {}, one.title ?? ''), el('blockquote', {}, one.quote ?? '')))))
                    : null,
            ),
        );
        if (atEnd) {
            log.scrollTop = log.scrollHeight;
        }
    }

    #showNotes() {
        const notes = this.#open.notes ?? [];
        this.#ui.notes.replaceChildren(
            ...(notes.length === 0
                ? [el('li.none', {}, this.#t.noNotes)]
                : notes.map((note) => el('li', {}, el('p', {}, note.text), el('small', {}, `${note.author} · ${this.#clock(note.at)}`)))),
        );
    }

    /* ---- what the agent does ---- */

    #path(rest) {
        return `/conversations/${encodeURIComponent(this.#open.conversationId)}/${rest}`;
    }

    async #claim() {
        try {
            this.#show(await call('POST', this.#path('claim')));
            this.#ui.reply.focus();
        } catch (trouble) {
            if (trouble instanceof Refused && trouble.status === 409) {
                this.#say(this.#t.taken);
                await this.#catchUp();
            } else {
                this.#sayRefusal(trouble);
            }
        }
        await this.#readQueue();
    }

    async #reply() {
        const { reply } = this.#ui;
        const text = reply.value.trim();
        if (!text || this.#ui.sending) {
            return;
        }
        // Kept until it has arrived, so that trying again says it once.
        this.#ui.key = this.#ui.key?.text === text ? this.#ui.key : { text, key: unguessable() };
        this.#ui.sending = true;
        try {
            const said = await call('POST', this.#path('reply'), { text }, { 'Idempotency-Key': this.#ui.key.key });
            this.#ui.key = null;
            reply.value = '';
            this.#drafts.delete(this.#open.conversationId);
            this.#addMessage(said);
            this.#ui.log.scrollTop = this.#ui.log.scrollHeight;
        } catch (trouble) {
            this.#sayRefusal(trouble);
        } finally {
            this.#ui.sending = false;
        }
    }

    async #keepNote() {
        const text = this.#ui.note.value.trim();
        if (!text) {
            return;
        }
        try {
            const note = await call('POST', this.#path('note'), { text });
            this.#ui.note.value = '';
            this.#open.notes = [...(this.#open.notes ?? []), note];
            this.#showNotes();
        } catch (trouble) {
            this.#sayRefusal(trouble);
        }
    }

    async #hand(how, done) {
        try {
            await call('POST', this.#path(how));
            this.#drafts.delete(this.#open.conversationId);
            this.#ui.reply.value = '';
            this.#leave();
            this.#say(done);
        } catch (trouble) {
            this.#sayRefusal(trouble);
        }
        await this.#catchUp();
    }

    async #transfer() {
        const t = this.#t;
        let colleagues;
        try {
            ({ items: colleagues } = await call('GET', `/colleagues?shop=${encodeURIComponent(this.#open.shop)}`));
        } catch (trouble) {
            this.#sayRefusal(trouble);
            return;
        }
        const dialog = el('dialog.help', { 'aria-label': t.transferTo }, el('h2', {}, t.transferTo));
        const give = async (colleague) => {
            dialog.close();
            try {
                await call('POST', this.#path('transfer'), { staffId: colleague.staffId });
                this.#leave();
                this.#say(fill(t.transferred, { name: colleague.name }));
            } catch (trouble) {
                this.#sayRefusal(trouble);
            }
            await this.#catchUp();
        };
        dialog.append(
            colleagues.length === 0
                ? el('p.hint', {}, t.noColleagues)
                : el('ul.colleagues', {}, colleagues.map((one) => el('li', {}, el('button.button', { type: 'button', onclick: () => give(one) }, one.name)))),
            el('form', { method: 'dialog' }, el('button.button.quiet', {}, t.cancel)),
        );
        dialog.addEventListener('close', () => dialog.remove());
        this.append(dialog);
        dialog.showModal();
    }

    /* ---- keys ---- */

    #onKey(event) {
        const target = event.target;
        const writing = target.matches?.('input, textarea, select');
        if (event.key === 'Escape' && this.#open && !document.querySelector('dialog[open]')) {
            if (writing) {
                target.blur();
            } else {
                this.#leave();
            }
            return;
        }
        if (writing || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) {
            return;
        }
        const open = this.#open;
        const keys = {
            '?': () => this.#ui.help.showModal(),
            j: () => this.#step(1),
            k: () => this.#step(-1),
            c: () => open?.floor === 'awaitingAgent' && this.#claim(),
            r: () => open?.mine && this.#ui.reply.focus(),
            n: () => open && this.#ui.note.focus(),
            e: () => open?.mine && this.#hand('resolve', this.#t.resolved),
            b: () => open?.mine && this.#hand('release', this.#t.released),
            t: () => open?.mine && this.#transfer(),
        };
        const does = keys[event.key] ?? keys[event.key.toLowerCase()];
        if (does) {
            event.preventDefault();
            does();
        }
    }

    #step(by) {
        const rows = [...this.querySelectorAll('.queue button')];
        const at = rows.findIndex((row) => row === document.activeElement || row.getAttribute('aria-current') === 'true');
        rows.at(Math.min(rows.length - 1, Math.max(0, at + by)))?.focus();
    }
}

customElements.define('daogou-desk', Desk);
