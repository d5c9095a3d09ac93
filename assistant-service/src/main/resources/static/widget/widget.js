import { cardView } from './cards.js';
import { Conversation, Memory, Refused, unguessable } from './conversation.js';
import { el, fill, icon, link } from './dom.js';
import { richText } from './rich-text.js';

const LANGUAGES = { zh: () => import('./texts.zh.js'), en: () => import('./texts.en.js') };
const LONGEST_MESSAGE = 2000;

/** The shopping assistant on a shop's page: a launcher, and a panel with one conversation. */
export class DaogouWidget extends HTMLElement {
    /**
     * @param {URL} home where Daogou is
     * @param {Record<string, string>} settings the script tag's data attributes
     */
    static async create(home, settings) {
        const language = (settings.locale || document.documentElement.lang || 'zh').toLowerCase().startsWith('en') ? 'en' : 'zh';
        const { default: texts } = await LANGUAGES[language]();
        const element = document.createElement('daogou-widget');
        element.#begin(home, settings, language, texts);
        return element;
    }

    #texts;
    #locale;
    #home;
    #talk;
    #memory;
    #visit;
    #page = {};
    #floor = { state: 'assistant' };
    #turn = null;
    #messages = new Map();
    #answered = new Set();
    #unread = 0;
    #loaded = null;
    #ui = {};

    #begin(home, settings, language, texts) {
        this.#home = home;
        this.#texts = texts;
        this.#locale = language === 'zh' ? 'zh-CN' : 'en-GB';
        const shop = settings.shop || 'demo';
        this.#memory = new Memory(`daogou:${home.host}:${shop}`);
        this.#visit = new Memory(`daogou:${home.host}:${shop}`, () => sessionStorage);
        this.#page = { productId: settings.product || undefined };
        const entry = { page: location.href.slice(0, 500) };
        if (settings.keyword) {
            entry.keyword = settings.keyword;
        }
        if (settings.channel || document.referrer) {
            entry.channel = settings.channel || new URL(document.referrer).host;
        }
        this.#talk = new Conversation({ home, shop, locale: language, memory: this.#memory, entry });
        if (settings.identity && settings.identity !== this.#memory.read().identity) {
            this.#talk.identify(settings.identity);
        }
        if (settings.theme) {
            this.style.colorScheme = settings.theme;
        }
        this.lang = language;
        this.#draw();
    }

    connectedCallback() {
        const floor = this.#memory.read().floor;
        if (floor) {
            this.#floor = floor;
        }
        this.#showFloor();
        if (this.#visit.read().open && !this.#smallScreen()) {
            this.open({ quietly: true });
        } else if (this.#talk.id && this.#floor.state !== 'assistant') {
            // Someone may be writing to this shopper: listen even while the panel is closed.
            this.#load().catch(() => {});
        }
    }

    disconnectedCallback() {
        this.#talk.stopListening();
    }

    /* ---- what the host page may call ---- */

    page(page) {
        this.#page = { ...this.#page, ...page };
        this.#showStarters();
    }

    async open({ quietly = false } = {}) {
        const { panel, launcher } = this.#ui;
        if (panel.hidden) {
            panel.hidden = false;
            launcher.setAttribute('aria-expanded', 'true');
            this.toggleAttribute('open', true);
            panel.setAttribute('aria-modal', String(this.#smallScreen()));
            this.#visit.write({ open: true });
            this.#showUnread(0);
            if (!quietly) {
                this.#focusInside();
            }
        }
        await this.#load().catch((trouble) => this.#showTrouble(trouble));
        this.#scrollDown(true);
    }

    close() {
        const { panel, launcher } = this.#ui;
        if (panel.hidden) {
            return;
        }
        const focusInside = this.shadowRoot.activeElement && panel.contains(this.shadowRoot.activeElement);
        panel.hidden = true;
        this.toggleAttribute('open', false);
        launcher.setAttribute('aria-expanded', 'false');
        this.#visit.write({ open: false });
        if (focusInside) {
            launcher.focus();
        }
    }

    async ask(text) {
        await this.open();
        await this.#send(String(text).slice(0, LONGEST_MESSAGE));
    }

    async identify(identity) {
        this.#talk.identify(identity);
        this.#startAfresh();
        if (!this.#ui.panel.hidden) {
            await this.open();
        }
    }

    /* ---- drawing ---- */

    #draw() {
        const t = this.#texts;
        const ui = this.#ui;
        const root = this.attachShadow({ mode: 'open' });

        ui.badge = el('span.badge', { hidden: true });
        ui.launcher = el(
            'button.launcher',
            { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'panel', onclick: () => this.open() },
            icon('chat'),
            el('span', {}, t.launcher),
            ui.badge,
        );

        ui.state = el('p.state', { 'aria-live': 'polite' });
        ui.person = el('button.person', { type: 'button', onclick: () => this.#askForPerson() }, icon('person'), el('span', {}, t.person));
        const header = el(
            'header.head',
            {},
            el('img.face', { src: new URL('design/logo.svg', this.#home).href, alt: '', width: 38, height: 38 }),
            el('div.who', {}, el('h2', { id: 'title', tabIndex: -1 }, t.title), ui.state),
            ui.person,
            el('button.round', { type: 'button', 'aria-label': t.close, title: t.close, onclick: () => this.close() }, icon('close')),
        );

        ui.log = el('div.log', { role: 'log', 'aria-label': t.log, 'aria-live': 'off', tabIndex: 0 });
        ui.log.addEventListener('scroll', () => {
            ui.stick = ui.log.scrollHeight - ui.log.scrollTop - ui.log.clientHeight < 80;
        });
        ui.stick = true;
        ui.announcer = el('div.unseen', { 'aria-live': 'polite' });
        ui.trouble = el('div.trouble', { role: 'alert', hidden: true });
        ui.suggestions = el('div.suggestions', { role: 'group', 'aria-label': t.suggestions, hidden: true });

        ui.input = el('textarea', {
            rows: 1,
            maxLength: LONGEST_MESSAGE,
            placeholder: t.placeholder,
            'aria-label': t.placeholder,
            enterKeyHint: 'send',
            oninput: () => this.#fitInput(),
            onkeydown: (event) => {
                // While a Chinese word is being composed, Enter belongs to the input method.
                if (event.key === 'Enter' && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
                    event.preventDefault();
                    this.#submit();
                }
            },
        });
        ui.send = el('button.send', { type: 'submit', 'aria-label': t.send, title: t.send }, icon('send'));
        ui.stop = el('button.send.stop', { type: 'button', 'aria-label': t.stop, title: t.stop, hidden: true, onclick: () => this.#stop() }, icon('stop'));
        const composer = el(
            'form.composer',
            {
                onsubmit: (event) => {
                    event.preventDefault();
                    this.#submit();
                },
            },
            ui.input,
            ui.stop,
            ui.send,
        );

        ui.panel = el(
            'section.panel',
            { id: 'panel', role: 'dialog', 'aria-labelledby': 'title', hidden: true },
            header,
            ui.log,
            ui.trouble,
            ui.suggestions,
            composer,
            el('p.fineprint', {}, t.fineprint),
            ui.announcer,
        );
        ui.panel.addEventListener('keydown', (event) => this.#onKey(event));

        // Hidden until its styles are there, so that nobody sees it undressed.
        const dressed = ['design/tokens.css', 'widget/widget.css'].map((path) => {
            const sheet = el('link', { rel: 'stylesheet', href: new URL(path, this.#home).href });
            const loaded = new Promise((resolve) => {
                sheet.addEventListener('load', resolve);
                sheet.addEventListener('error', resolve);
            });
            root.append(sheet);
            return loaded;
        });
        const stage = el('div.stage', { hidden: true }, ui.launcher, ui.panel);
        root.append(stage);
        Promise.all(dressed).then(() => {
            stage.hidden = false;
            this.#scrollDown(true);
        });
    }

    #onKey(event) {
        if (event.key === 'Escape') {
            event.stopPropagation();
            this.close();
            return;
        }
        if (event.key === 'Tab' && this.#smallScreen()) {
            const stops = [...this.#ui.panel.querySelectorAll('button, a[href], textarea, summary, [tabindex="0"]')].filter(
                (one) => one.offsetParent !== null && !one.disabled,
            );
            const edge = event.shiftKey ? stops[0] : stops.at(-1);
            if (this.shadowRoot.activeElement === edge) {
                event.preventDefault();
                (event.shiftKey ? stops.at(-1) : stops[0]).focus();
            }
        }
    }

    #smallScreen() {
        return matchMedia('(max-width: 560px)').matches;
    }

    #focusInside() {
        // On a touch screen a focused field would throw up the keyboard before anything was read.
        const target = matchMedia('(pointer: coarse)').matches ? this.shadowRoot.getElementById('title') : this.#ui.input;
        requestAnimationFrame(() => target.focus({ preventScroll: true }));
    }

    #fitInput() {
        const { input } = this.#ui;
        input.style.height = 'auto';
        input.style.height = `${Math.min(input.scrollHeight, 132)}px`;
    }

    #scrollDown(force = false) {
        const { log } = this.#ui;
        if (force || this.#ui.stick) {
            this.#ui.stick = true;
            log.scrollTop = log.scrollHeight;
        }
    }

    #announce(words) {
        const line = el('p', {}, words);
        this.#ui.announcer.append(line);
        setTimeout(() => line.remove(), 8_000);
    }

    #cardSetting() {
        return { texts: this.#texts, locale: this.#locale, home: this.#home, announce: (words) => this.#announce(words) };
    }

    #showUnread(count) {
        this.#unread = count;
        this.#ui.badge.hidden = count === 0;
        this.#ui.badge.textContent = count > 9 ? '9+' : String(count);
    }

    #showTrouble(trouble, again = () => this.open()) {
        const { trouble: box } = this.#ui;
        const words = trouble instanceof Refused && trouble.message !== trouble.code ? trouble.message : this.#texts.unreachable;
        box.replaceChildren(
            el('span', {}, words),
            el(
                'button',
                {
                    type: 'button',
                    onclick: () => {
                        box.hidden = true;
                        again();
                    },
                },
                icon('again'),
                this.#texts.stillTrying,
            ),
        );
        box.hidden = false;
    }

    #showFloor(previous = null) {
        const { state, input, person } = this.#ui;
        const t = this.#texts;
        const { state: floor, agentName } = this.#floor;
        const name = agentName || t.agent;
        this.dataset.floor = floor;
        state.textContent = floor === 'agent' ? fill(t.withAgent, { name }) : floor === 'awaitingAgent' ? t.awaiting : t.idle;
        input.placeholder = floor === 'agent' ? fill(t.placeholderAgent, { name }) : t.placeholder;
        person.hidden = floor !== 'assistant';
        if (!previous || previous.state === floor) {
            return;
        }
        if (floor === 'agent') {
            this.#note(fill(t.joined, { name }));
        } else if (floor === 'assistant' && previous.state === 'agent') {
            this.#note(fill(t.left, { name: previous.agentName || t.agent }));
            this.#askForRating();
        }
    }

    #showSuggestions(texts) {
        const { suggestions } = this.#ui;
        suggestions.replaceChildren(
            ...texts.slice(0, 4).map((words) =>
                el('button', { type: 'button', onclick: () => this.#send(words) }, words),
            ),
        );
        suggestions.hidden = texts.length === 0;
    }

    #showStarters() {
        if (this.#messages.size === 0 && this.#floor.state === 'assistant') {
            this.#showSuggestions(this.#page.productId ? this.#texts.productStarters : this.#texts.starters);
        }
    }

    #note(words) {
        this.#ui.log.append(el('p.aside', {}, words));
        this.#announce(words);
        this.#scrollDown();
    }

    /* ---- the conversation ---- */

    #load() {
        this.#loaded ??= this.#restore().catch((trouble) => {
            this.#loaded = null;
            throw trouble;
        });
        return this.#loaded;
    }

    async #restore() {
        await this.#talk.open();
        let history;
        try {
            history = await this.#talk.history();
        } catch (trouble) {
            if (!(trouble instanceof Refused) || ![403, 404, 410].includes(trouble.status)) {
                throw trouble;
            }
            this.#talk.forget();
            await this.#talk.open();
            history = await this.#talk.history();
        }
        this.#ui.trouble.hidden = true;
        this.#ui.log.replaceChildren();
        this.#messages.clear();
        if (this.#talk.greeting) {
            this.#ui.log.append(this.#bubble('assistant', richText(this.#talk.greeting)).root);
        }
        history.items.forEach((message) => this.#showMessage(message, { old: true }));
        this.#floor = history.handoff ?? { state: 'assistant' };
        this.#memory.write({ floor: this.#floor });
        this.#showFloor();
        const last = history.items.at(-1);
        if (last?.author === 'assistant') {
            this.#showSuggestions(last.suggestions ?? []);
        } else {
            this.#showStarters();
        }
        this.#scrollDown(true);
        this.#talk.listen(
            (type, data) => this.#onEvent(type, data),
            (connected) => this.#onLine(connected),
        );
    }

    #startAfresh() {
        this.#loaded = null;
        this.#turn = null;
        this.#messages.clear();
        this.#answered.clear();
        this.#ui.log.replaceChildren();
        this.#floor = { state: 'assistant' };
        this.#showFloor();
        this.#showBusy(false);
        this.#showSuggestions([]);
    }

    #onLine(connected) {
        this.toggleAttribute('offline', !connected);
        if (connected) {
            this.#showFloor();
        } else {
            this.#ui.state.textContent = this.#texts.offline;
        }
    }

    #onEvent(type, data) {
        switch (type) {
            case 'message.added':
                this.#showMessage(data);
                break;
            case 'turn.started':
                this.#beginTurn(data);
                break;
            case 'tool.used':
                this.#showWork(data);
                break;
            case 'message.delta':
                this.#append(data);
                break;
            case 'card.added':
                this.#addCard(data);
                break;
            case 'message.completed':
                this.#complete(data);
                break;
            case 'turn.failed':
                this.#fail(data);
                break;
            case 'floor.changed':
                this.#changeFloor(data);
                break;
            case 'conversation.gone':
                this.#talk.forget();
                this.#startAfresh();
                this.#load().catch((trouble) => this.#showTrouble(trouble));
                break;
            default:
                break;
        }
    }

    #changeFloor(data) {
        const before = this.#floor;
        this.#floor = { state: data.floor?.state ?? data.floor, agentName: data.agentName };
        this.#memory.write({ floor: this.#floor });
        if (this.#floor.state !== 'assistant') {
            this.#dropTurn();
            this.#showSuggestions([]);
        }
        this.#showFloor(before);
    }

    /** A message of anyone, from the history or just said; drawn once, however often it is told. */
    #showMessage(message, { old = false } = {}) {
        const id = message.id ?? message.messageId;
        if (this.#messages.has(id)) {
            return;
        }
        const author = message.author ?? 'assistant';
        if (author === 'assistant') {
            this.#complete({ ...message, messageId: id }, old);
            return;
        }
        if (author === 'shopper') {
            const mine = [...this.#messages.values()].find((one) => one.pending && one.text === message.text);
            if (mine) {
                this.#settle(mine, id);
                return;
            }
        }
        const bubble = this.#bubble(author, author === 'shopper' ? [el('p', {}, message.text)] : richText(message.text), message.agentName);
        this.#messages.set(id, { ...bubble, text: message.text });
        this.#insert(bubble.root);
        if (!old && author === 'agent') {
            this.#announce(`${message.agentName ?? this.#texts.agent}: ${message.text}`);
            this.#heard();
        }
    }

    /** Keeps what is still being said below what was said. */
    #insert(node) {
        if (this.#turn?.root?.isConnected) {
            this.#turn.root.before(node);
        } else {
            this.#ui.log.append(node);
        }
        this.#scrollDown();
    }

    #heard() {
        if (this.#ui.panel.hidden) {
            this.#showUnread(this.#unread + 1);
        }
    }

    #bubble(author, nodes, name) {
        const t = this.#texts;
        const who = author === 'shopper' ? t.you : author === 'agent' ? name || t.agent : t.assistant;
        const body = el('div.body', {}, nodes);
        const speaker = author === 'agent' ? el('span.speaker', {}, who) : el('span.unseen', {}, `${who}: `);
        const root = el(`article.message.from-${author}`, {}, speaker, body);
        return { root, body };
    }

    #submit() {
        const { input } = this.#ui;
        const words = input.value.trim();
        if (words) {
            input.value = '';
            this.#fitInput();
            this.#send(words);
        }
    }

    async #send(text, key = unguessable(), mine = null) {
        this.#showSuggestions([]);
        if (!mine) {
            mine = { ...this.#bubble('shopper', [el('p', {}, text)]), text, key };
            mine.status = el('div.status', {}, this.#texts.sending);
            mine.root.append(mine.status);
            this.#messages.set(key, mine);
            this.#ui.log.append(mine.root);
        }
        mine.pending = true;
        mine.root.classList.add('pending');
        mine.root.classList.remove('unsent');
        this.#scrollDown(true);
        try {
            await this.#load();
            if (!mine.root.isConnected) {
                this.#messages.set(key, mine);
                this.#ui.log.append(mine.root);
                this.#scrollDown(true);
            }
            const page = { url: location.href.slice(0, 1000), title: document.title.slice(0, 300), ...this.#page };
            const taken = await this.#talk.send(text, page, key);
            this.#settle(mine, taken.messageId);
            if (this.#floor.state === 'assistant') {
                this.#beginTurn({ replyTo: taken.messageId });
            }
        } catch (trouble) {
            mine.root.classList.remove('pending');
            mine.root.classList.add('unsent');
            mine.status.replaceChildren(
                el('span', {}, trouble instanceof Refused && trouble.status < 500 && trouble.message !== trouble.code ? trouble.message : this.#texts.notSent),
                el('button', { type: 'button', onclick: () => this.#send(text, key, mine) }, icon('again'), this.#texts.retry),
            );
            this.#scrollDown(true);
        }
    }

    #settle(mine, id) {
        mine.pending = false;
        mine.root.classList.remove('pending', 'unsent');
        mine.status?.replaceChildren();
        this.#messages.delete(mine.key);
        this.#messages.set(id, mine);
    }

    async #askForPerson() {
        this.#ui.person.disabled = true;
        try {
            await this.#load();
            await this.#talk.handoff();
        } catch (trouble) {
            this.#showTrouble(trouble, () => this.#askForPerson());
        } finally {
            this.#ui.person.disabled = false;
        }
    }

    async #stop() {
        try {
            await this.#talk.cancel();
        } catch (trouble) {
            this.#showTrouble(trouble, () => this.#stop());
        }
    }

    /* ---- an answer on its way ---- */

    #showBusy(busy) {
        this.#ui.stop.hidden = !busy;
        this.#ui.send.hidden = busy;
        this.#ui.log.setAttribute('aria-busy', String(busy));
    }

    #beginTurn(data) {
        if (this.#turn || this.#messages.has(data.messageId) || this.#answered.has(data.replyTo)) {
            return;
        }
        const bubble = this.#bubble('assistant', []);
        const work = el('p.typing', {}, el('span.dots', { 'aria-hidden': 'true' }, el('i'), el('i'), el('i')), el('span', {}, this.#texts.typing));
        const cards = el('div.cards');
        bubble.root.append(work, cards);
        bubble.root.classList.add('coming');
        this.#ui.log.append(bubble.root);
        this.#turn = { ...bubble, work, cards, text: '' };
        this.#showBusy(true);
        this.#showSuggestions([]);
        this.#scrollDown();
    }

    /** The answer this event belongs to; null when it stands there whole already. */
    #turnOf(data) {
        this.#beginTurn(data);
        return this.#messages.has(data.messageId) ? null : this.#turn;
    }

    #showWork(data) {
        const turn = this.#turnOf(data);
        if (!turn) {
            return;
        }
        const what = this.#texts.tools[data.name];
        turn.work.lastChild.textContent = what ? fill(this.#texts.working, { what }) : this.#texts.typing;
    }

    #append(data) {
        const turn = this.#turnOf(data);
        if (!turn) {
            return;
        }
        const words = data.text ?? '';
        turn.text += words;
        turn.body.replaceChildren(...richText(turn.text, (n) => el('span.mark', {}, String(n))));
        turn.work.hidden = true;
        this.#announce(words.replace(/\[\d+\]|\*\*/g, ''));
        this.#scrollDown();
    }

    #addCard(data) {
        const turn = this.#turnOf(data);
        if (turn) {
            turn.cards.append(cardView(data.card ?? data, this.#cardSetting()));
            this.#scrollDown();
        }
    }

    #dropTurn() {
        const turn = this.#turn;
        this.#turn = null;
        this.#showBusy(false);
        turn?.root.remove();
        return turn;
    }

    #complete(answer, old = false) {
        const id = answer.messageId ?? answer.id;
        if (answer.replyTo) {
            this.#answered.add(answer.replyTo);
        }
        if (this.#messages.has(id)) {
            return;
        }
        const turn = old ? null : this.#dropTurn();
        const citations = new Map((answer.citations ?? []).map((citation) => [citation.n, citation]));
        const quote = el('div.quote', { hidden: true });
        const marks = new Set();
        const mark = (n) => {
            const citation = citations.get(n);
            return citation ? this.#citationMark(citation, quote, marks) : null;
        };
        const bubble = this.#bubble('assistant', richText(answer.text ?? '', mark));
        const sources =
            citations.size > 0
                ? el(
                      'div.sources',
                      {},
                      icon('quote'),
                      el('span', {}, this.#texts.sources),
                      [...citations.values()].map((citation) =>
                          this.#citationMark(citation, quote, marks, `${citation.n} ${citation.title ?? ''}`.trim().replaceAll(' > ', ' › ')),
                      ),
                  )
                : null;
        const cards = (answer.cards ?? []).map((card) => cardView(card, this.#cardSetting()));
        bubble.root.append(...[cards.length > 0 ? el('div.cards', {}, cards) : null, sources, quote, answer.answeredBy === 'none' ? null : this.#feedback(id)].filter(Boolean));
        this.#messages.set(id, { ...bubble, text: answer.text });
        this.#ui.log.append(bubble.root);
        if (old) {
            return;
        }
        bubble.root.classList.add('settled');
        if (!turn || turn.text === '') {
            this.#announce((answer.text ?? '').replace(/\[\d+\]|\*\*/g, ''));
        }
        if (answer.handoff?.state && answer.handoff.state !== this.#floor.state) {
            this.#changeFloor({ floor: answer.handoff.state, agentName: answer.handoff.agentName ?? this.#floor.agentName });
        }
        if (this.#floor.state === 'assistant') {
            this.#showSuggestions(answer.suggestions ?? []);
        }
        this.#heard();
        this.#showFromItsStart(bubble.root);
    }

    /** An answer longer than the panel is read from its first line, not from its last. */
    #showFromItsStart(answer) {
        const { log } = this.#ui;
        const follows = this.#ui.stick;
        this.#scrollDown();
        if (follows && answer.offsetHeight > log.clientHeight - 40) {
            log.scrollTop = answer.offsetTop - log.offsetTop - 12;
        }
    }

    #citationMark(citation, quote, marks, label) {
        const t = this.#texts;
        const button = el(
            label ? 'button.source' : 'button.mark',
            {
                type: 'button',
                'aria-expanded': 'false',
                'aria-label': `${fill(t.source, { n: citation.n })}: ${citation.title ?? ''}`,
                title: citation.title ?? '',
            },
            label ?? String(citation.n),
        );
        button.dataset.n = citation.n;
        marks.add(button);
        button.addEventListener('click', () => {
            const opening = quote.hidden || quote.dataset.n !== String(citation.n);
            marks.forEach((one) => one.setAttribute('aria-expanded', String(opening && one.dataset.n === String(citation.n))));
            quote.hidden = !opening;
            if (!opening) {
                return;
            }
            quote.dataset.n = citation.n;
            quote.replaceChildren(
                el('strong', {}, `${citation.n} · ${citation.title ?? ''}`.replaceAll(' > ', ' › ')),
                el('blockquote', {}, citation.quote ?? ''),
                ...(citation.url ? [link('a', citation.url, {}, t.readMore)] : []),
            );
            this.#announce(`${citation.title ?? ''}: ${citation.quote ?? ''}`);
            quote.scrollIntoView({ block: 'nearest' });
        });
        return button;
    }

    #feedback(messageId) {
        const t = this.#texts;
        const row = el('div.feedback');
        const said = el('span', { 'aria-live': 'polite' });
        const thumb = (verdict, name, label, answer) => {
            const button = el('button', { type: 'button', 'aria-label': label, title: label, 'aria-pressed': 'false' }, icon(name));
            button.addEventListener('click', async () => {
                try {
                    await this.#talk.feedback(messageId, verdict);
                    row.querySelectorAll('button').forEach((one) => one.setAttribute('aria-pressed', String(one === button)));
                    said.textContent = answer;
                } catch (trouble) {
                    said.textContent = trouble instanceof Refused ? trouble.message : t.unreachable;
                }
            });
            return button;
        };
        row.append(thumb('up', 'up', t.helpful, t.thanks), thumb('down', 'down', t.unhelpful, t.sorry), said);
        return row;
    }

    #fail({ code, replyTo }) {
        const question = this.#messages.get(replyTo);
        const turn = this.#dropTurn();
        this.#answered.add(replyTo);
        if (code === 'handed_over' || this.#floor.state !== 'assistant') {
            return;
        }
        const t = this.#texts;
        const stopped = code === 'cancelled';
        const bubble = this.#bubble('assistant', [...(turn ? richText(turn.text.replace(/\[\d+\]/g, '')) : []), el('p', {}, stopped ? t.cancelled : t.failed)]);
        bubble.root.classList.add(stopped ? 'stopped' : 'failed');
        if (!stopped && question) {
            bubble.root.append(
                el('div.status', {}, el('button', { type: 'button', onclick: () => (bubble.root.remove(), this.#send(question.text)) }, icon('again'), t.retry)),
            );
        }
        this.#ui.log.append(bubble.root);
        this.#announce(stopped ? t.cancelled : t.failed);
        this.#scrollDown();
    }

    #askForRating() {
        const t = this.#texts;
        const box = el('fieldset.rating', {}, el('legend', {}, t.rate));
        for (let score = 1; score <= 5; score += 1) {
            const star = el('button', { type: 'button', 'aria-label': fill(t.stars, { n: score }) }, '★');
            star.addEventListener('click', async () => {
                try {
                    await this.#talk.rating(score);
                    box.replaceChildren(el('p', { role: 'status' }, t.rated));
                } catch (trouble) {
                    this.#showTrouble(trouble, () => star.click());
                }
            });
            box.append(star);
        }
        this.#ui.log.append(box);
        this.#scrollDown();
    }
}

customElements.define('daogou-widget', DaogouWidget);
