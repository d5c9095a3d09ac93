/** "What would it answer?": puts a question through the very calls a shopper's browser makes, and shows all that came back. */
import { cardView } from '../widget/cards.js';
import { Conversation, Memory, unguessable } from '../widget/conversation.js';
import { el, link } from '../widget/dom.js';
import { richText } from '../widget/rich-text.js';

const form = document.getElementById('tryout');
const answers = document.getElementById('answers');
const blank = document.getElementById('answer');
const { shop, locale, pageLocale } = form.dataset;
const { default: texts } = await (pageLocale === 'en' ? import('../widget/texts.en.js') : import('../widget/texts.zh.js'));
const home = new URL('/', location.href);
const setting = { texts, locale: pageLocale === 'en' ? 'en-GB' : 'zh-CN', home, announce: () => {} };

/** Nothing is kept: each visit is a stranger with a fresh conversation. */
const begin = () =>
    new Conversation({
        home,
        shop,
        locale,
        memory: new Memory('tryout', () => {
            throw new Error('kept in the page alone');
        }),
        entry: { channel: 'console' },
    });
let talk = begin();

document.getElementById('afresh').addEventListener('click', () => {
    talk = begin();
    answers.replaceChildren();
    form.elements.question.focus();
});

form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const question = form.elements.question.value.trim();
    if (!question) {
        return;
    }
    const button = form.querySelector('button.primary');
    button.disabled = true;
    const waiting = el('p.note', {}, form.dataset.thinking);
    answers.prepend(waiting);
    const start = performance.now();
    try {
        await talk.open();
        const productId = form.elements.productId.value.trim() || undefined;
        const answer = await talk.ask(question, { productId }, unguessable());
        waiting.replaceWith(show(question, answer, performance.now() - start));
        form.elements.question.value = '';
        form.elements.question.focus();
    } catch (trouble) {
        waiting.className = 'note bad';
        waiting.textContent = trouble.message || form.dataset.failed;
    } finally {
        button.disabled = false;
    }
});

function show(question, answer, took) {
    const view = blank.content.cloneNode(true);
    const part = (name) => view.querySelector(`[data-part="${name}"]`);
    const citations = answer.citations ?? [];
    const cards = answer.cards ?? [];
    const tools = answer.tools ?? [];
    part('question').textContent = question;
    part('by').textContent = answer.answeredBy ?? '';
    part('by').hidden = !answer.answeredBy;
    part('took').textContent = `${Math.round(took)} ms`;
    part('declined').hidden = !answer.declined;
    part('handoff').hidden = !answer.handoff || answer.handoff.state === 'assistant';
    part('text').append(
        ...richText(answer.text ?? '', (n) => (citations.some((one) => one.n === n) ? el('span.mark', {}, String(n)) : null)),
    );
    part('cards').append(...cards.map((card) => cardView(card, setting)));
    part('sources').hidden = citations.length === 0;
    part('citations').append(
        ...citations.map((one) =>
            el(
                'li',
                { value: one.n },
                el('strong', {}, one.title ?? ''),
                el('blockquote', {}, one.quote ?? ''),
                one.url ? link('a', one.url, {}, texts.readMore) : null,
            ),
        ),
    );
    part('steps').hidden = tools.length === 0;
    part('tools').append(
        ...tools.map((tool) =>
            el(
                tool.ok === false ? 'li.bad' : 'li',
                {},
                el('code', {}, tool.name),
                ' ',
                el('code.given', {}, JSON.stringify(tool.arguments ?? {})),
            ),
        ),
    );
    return view;
}
