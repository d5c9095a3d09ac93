import { backoff, eventStream, pause } from './event-stream.js';

/** A refused call: the problem+json's code and sentence. */
export class Refused extends Error {
    constructor(status, code, detail) {
        super(detail || code);
        this.status = status;
        this.code = code;
    }
}

/** The heartbeat comes every 15 seconds; a line silent for three of them is dead. */
const SILENCE = 45_000;

/** Keeps what a browser must remember of one shop; falls back to the page's own memory where storage is forbidden. */
export class Memory {
    constructor(key, storage = () => localStorage) {
        this.key = key;
        this.kept = null;
        try {
            this.storage = storage();
            this.storage.getItem(key);
        } catch {
            this.storage = null;
        }
    }

    read() {
        try {
            return (this.storage ? JSON.parse(this.storage.getItem(this.key)) : this.kept) ?? {};
        } catch {
            return {};
        }
    }

    write(change) {
        const next = { ...this.read(), ...change };
        this.kept = next;
        try {
            this.storage?.setItem(this.key, JSON.stringify(next));
        } catch {
            this.storage = null;
        }
    }
}

/**
 * A shopper's side of a conversation: session, messages and the one stream of events.
 */
export class Conversation {
    /**
     * @param {object} of
     * @param {URL} of.home where Daogou is
     * @param {string} of.shop the shop's id
     * @param {string} of.locale "zh" or "en"
     * @param {Memory} of.memory
     * @param {object} [of.entry] how the shopper came: keyword, channel, page
     */
    constructor({ home, shop, locale, memory, entry }) {
        this.home = home;
        this.shop = shop;
        this.locale = locale;
        this.memory = memory;
        this.entry = entry ?? {};
        this.opening = null;
        this.listening = null;
        this.seen = 0;
    }

    get id() {
        return this.memory.read().conversation ?? null;
    }

    get greeting() {
        return this.memory.read().greeting ?? '';
    }

    /** Makes sure there is a session and a conversation; many may ask at once, one does it. */
    async open() {
        this.opening ??= this.#open().finally(() => (this.opening = null));
        return this.opening;
    }

    async #open() {
        await this.#session();
        if (!this.id) {
            const begun = await this.call('POST', '/api/v1/conversations', { entry: this.entry });
            this.memory.write({ conversation: begun.id, greeting: begun.greeting ?? '' });
            this.seen = 0;
        }
    }

    async #session(renew = false) {
        const { token, expiresAt, visitorId, identity } = this.memory.read();
        if (token && !renew && (!expiresAt || Date.parse(expiresAt) > Date.now() + 5_000)) {
            return token;
        }
        const visitor = visitorId ?? unguessable();
        const response = await fetch(new URL(`api/v1/shops/${encodeURIComponent(this.shop)}/sessions`, this.home), {
            method: 'POST',
            credentials: 'omit',
            headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
            body: JSON.stringify({ locale: this.locale, visitorId: visitor, identity: identity ?? undefined }),
        });
        if (!response.ok) {
            const refused = await refusal(response);
            if (refused.code === 'identity_invalid' && identity) {
                // The shop's word has run out: the shopper is a visitor again.
                this.identify(null);
                return this.#session();
            }
            throw refused;
        }
        const session = await response.json();
        this.memory.write({ token: session.token, expiresAt: session.expiresAt, visitorId: visitor });
        return session.token;
    }

    /** Says who the shopper is (a JWT signed by the shop) or, with null, that nobody is signed in; begins anew. */
    identify(identity) {
        this.stopListening();
        this.memory.write({
            identity: identity ?? null,
            visitorId: undefined,
            token: null,
            expiresAt: null,
            conversation: null,
            greeting: '',
            floor: null,
        });
        this.seen = 0;
    }

    /** Leaves this conversation behind; the next `open` begins another. */
    forget() {
        this.stopListening();
        this.memory.write({ conversation: null, greeting: '', floor: null });
        this.seen = 0;
    }

    /** A call with the session's token; an expired token is renewed once. */
    async call(method, path, body, headers = {}, renewed = false) {
        const token = await this.#session(renewed);
        const response = await fetch(new URL(path.replace(/^\//, ''), this.home), {
            method,
            credentials: 'omit',
            headers: {
                Authorization: `Bearer ${token}`,
                Accept: 'application/json',
                ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
                ...headers,
            },
            body: body === undefined ? undefined : JSON.stringify(body),
        });
        if (response.status === 401 && !renewed) {
            return this.call(method, path, body, headers, true);
        }
        if (!response.ok) {
            throw await refusal(response);
        }
        const text = await response.text();
        return text ? JSON.parse(text) : null;
    }

    path(rest) {
        return `/api/v1/conversations/${encodeURIComponent(this.id)}/${rest}`;
    }

    /** Hands a message in; its answer comes as events. */
    async send(text, page, key) {
        return this.call('POST', this.path('messages'), { text, page }, { 'Idempotency-Key': key, Prefer: 'respond-async' });
    }

    /** Hands a message in and waits for the whole answer. */
    async ask(text, page, key) {
        return this.call('POST', this.path('messages'), { text, page }, { 'Idempotency-Key': key });
    }

    /** The whole history, oldest first, and who has the floor. */
    async history() {
        const { items, handoff } = await this.call('GET', this.path('messages'));
        // What came after the last message, a running answer above all, is told once more by the events.
        this.seen = items.at(-1)?.seq ?? 0;
        return { items, handoff };
    }

    cancel() {
        return this.call('POST', this.path('cancel'));
    }

    handoff() {
        return this.call('POST', this.path('handoff'));
    }

    feedback(messageId, verdict) {
        return this.call('POST', this.path('feedback'), { messageId, verdict });
    }

    rating(score, comment) {
        return this.call('POST', this.path('rating'), { score, comment });
    }

    /**
     * Follows the conversation until `stopListening`: reconnects with Last-Event-ID, so that nothing is lost or repeated.
     *
     * @param {(type: string, data: object, seq: number) => void} onEvent
     * @param {(connected: boolean) => void} onLine
     */
    listen(onEvent, onLine) {
        if (this.listening) {
            return;
        }
        const stop = new AbortController();
        this.listening = stop;
        this.#follow(stop, onEvent, onLine);
    }

    stopListening() {
        this.listening?.abort();
        this.listening = null;
    }

    async #follow(stop, onEvent, onLine) {
        let failures = 0;
        let renew = false;
        while (!stop.signal.aborted) {
            const line = new AbortController();
            const hangUp = () => line.abort();
            stop.signal.addEventListener('abort', hangUp);
            let watch = setTimeout(hangUp, SILENCE);
            try {
                const token = await this.#session(renew);
                renew = false;
                const response = await fetch(new URL(this.path('events').slice(1), this.home), {
                    credentials: 'omit',
                    cache: 'no-store',
                    signal: line.signal,
                    headers: {
                        Authorization: `Bearer ${token}`,
                        Accept: 'text/event-stream',
                        'Last-Event-ID': String(this.seen),
                    },
                });
                if (!response.ok) {
                    renew = response.status === 401;
                    throw await refusal(response);
                }
                onLine(true);
                for await (const event of eventStream(response)) {
                    clearTimeout(watch);
                    watch = setTimeout(hangUp, SILENCE);
                    if (!event || stop.signal.aborted) {
                        continue;
                    }
                    failures = 0;
                    const seq = Number(event.id);
                    if (Number.isFinite(seq) && seq > 0) {
                        if (seq <= this.seen) {
                            continue;
                        }
                        this.seen = seq;
                    }
                    onEvent(event.event, JSON.parse(event.data), seq);
                }
            } catch (trouble) {
                if (trouble instanceof Refused && [403, 404, 410].includes(trouble.status)) {
                    this.listening = null;
                    onEvent('conversation.gone', {}, 0);
                    clearTimeout(watch);
                    return;
                }
            } finally {
                clearTimeout(watch);
                stop.signal.removeEventListener('abort', hangUp);
            }
            if (stop.signal.aborted) {
                return;
            }
            if (failures > 0) {
                onLine(false);
            }
            await pause(backoff(failures), stop.signal);
            failures += 1;
        }
    }
}

/** Also where the page is not served over TLS and `randomUUID` is therefore missing. */
export function unguessable() {
    return crypto.randomUUID?.() ?? [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

async function refusal(response) {
    const problem = await response.json().catch(() => ({}));
    return new Refused(response.status, problem.code ?? `http_${response.status}`, problem.detail);
}
