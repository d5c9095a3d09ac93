/**
 * Reads a server-sent event stream from a fetch response, as the HTML standard says (fetch, because EventSource can send no
 * Authorization header).
 *
 * @param {Response} response
 * @returns {AsyncGenerator<{id: string, event: string, data: string} | null>} null for a comment: the line is alive
 */
export async function* eventStream(response) {
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let buffer = '';
    let id = '';
    let event = '';
    let data = [];
    try {
        for (;;) {
            const { value, done } = await reader.read();
            if (done) {
                return;
            }
            buffer += value;
            // A lone \r at the end may be the first half of \r\n.
            const lines = buffer.split(/\r\n|\n|\r(?!$)/);
            buffer = lines.pop();
            for (const line of lines) {
                if (line === '') {
                    if (data.length > 0) {
                        yield { id, event: event || 'message', data: data.join('\n') };
                    }
                    event = '';
                    data = [];
                    continue;
                }
                if (line.startsWith(':')) {
                    yield null;
                    continue;
                }
                const colon = line.indexOf(':');
                const field = colon < 0 ? line : line.slice(0, colon);
                const content = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
                if (field === 'id') {
                    id = content;
                } else if (field === 'event') {
                    event = content;
                } else if (field === 'data') {
                    data.push(content);
                }
            }
        }
    } finally {
        reader.cancel().catch(() => {});
    }
}

/** Waits, or goes on at once when the browser comes back online or the page comes to the front. */
export function pause(milliseconds, signal) {
    return new Promise((resolve) => {
        const wake = () => {
            clearTimeout(timer);
            removeEventListener('online', wake);
            document.removeEventListener('visibilitychange', shown);
            signal?.removeEventListener('abort', wake);
            resolve();
        };
        const shown = () => document.visibilityState === 'visible' && wake();
        const timer = setTimeout(wake, milliseconds);
        addEventListener('online', wake);
        document.addEventListener('visibilitychange', shown);
        signal?.addEventListener('abort', wake);
    });
}

/** Half a second after the first failure, doubling up to 20 seconds, spread so that not everyone comes back at once. */
export function backoff(failures) {
    return Math.min(20_000, 500 * 2 ** Math.min(failures, 8)) * (0.6 + Math.random() * 0.4);
}
