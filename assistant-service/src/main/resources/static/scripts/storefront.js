/** Chips that ask the assistant, the choice of a variant, and the demo's sign-in menu. */
const ask = (words) => window.Daogou?.ask(words);

document.querySelectorAll('[data-ask]').forEach((chip) => chip.addEventListener('click', () => ask(chip.dataset.ask)));

document.getElementById('ask')?.addEventListener('submit', (event) => {
    event.preventDefault();
    const field = event.target.elements.question;
    const words = field.value.trim() || field.placeholder;
    field.value = '';
    field.blur();
    ask(words);
});

/* ---- which variant ---- */

const choice = document.getElementById('choice');
if (choice) {
    const variants = [...document.querySelectorAll('#variants li')].map((row) => row.dataset);
    const price = document.getElementById('price');
    const was = document.getElementById('was');
    const stock = document.getElementById('stock');
    const chosen = (name) => choice.querySelector(`input[name="${name}"]:checked`)?.value;
    const show = () => {
        const color = chosen('color');
        const size = chosen('size');
        const found = variants.find((one) => one.color === color && one.size === size);
        for (const input of choice.querySelectorAll('input')) {
            const there = variants.some(
                (one) => one[input.name] === input.value && Number(one.left) > 0 && (input.name === 'color' || one.color === color),
            );
            input.parentElement.classList.toggle('gone', !there);
        }
        if (!found) {
            stock.className = 'tag';
            stock.textContent = stock.dataset.absent;
            return;
        }
        price.textContent = found.price;
        was.hidden = !found.was;
        was.textContent = found.was ?? '';
        const left = Number(found.left);
        stock.className = left === 0 ? 'tag bad' : found.few === 'true' ? 'tag warm' : 'tag good';
        stock.textContent = left === 0 ? stock.dataset.none : found.few === 'true' ? stock.dataset.few.replace('{n}', left) : stock.dataset.in;
    };
    choice.addEventListener('change', show);
    show();
}

/* ---- who is shopping (demo shops only) ---- */

const people = document.getElementById('people');
const remembered = `daogou-demo-shopper:${people.dataset.shop}`;
const at = (rest) => `/demo/${encodeURIComponent(people.dataset.shop)}/${rest}`;
const read = () => {
    try {
        return JSON.parse(sessionStorage.getItem(remembered));
    } catch {
        return null;
    }
};

function showShopper() {
    const shopper = read();
    const label = document.getElementById('me');
    label.textContent = shopper?.name ?? label.dataset.nobody;
    document.getElementById('leave').hidden = !shopper;
    document.querySelectorAll('#shoppers button').forEach((button) => {
        button.setAttribute('aria-pressed', String(button.dataset.key === shopper?.shopperKey));
    });
}

async function become(shopper) {
    const trouble = document.getElementById('people-trouble');
    trouble.hidden = true;
    if (!shopper) {
        sessionStorage.removeItem(remembered);
        window.Daogou?.identify(null);
    } else {
        const response = await fetch(at('identity'), {
            method: 'POST',
            headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
            body: JSON.stringify({ shopperKey: shopper.shopperKey }),
        }).catch(() => null);
        if (!response?.ok) {
            trouble.textContent = people.dataset.failed;
            trouble.hidden = false;
            return;
        }
        const { identity } = await response.json();
        sessionStorage.setItem(remembered, JSON.stringify(shopper));
        window.Daogou?.identify(identity);
    }
    people.open = false;
    showShopper();
}

const shoppers = await fetch(at('shoppers'), { headers: { Accept: 'application/json' } })
    .then((response) => (response.ok ? response.json() : { items: [] }))
    .catch(() => ({ items: [] }));
if (shoppers.items.length > 0) {
    const list = document.getElementById('shoppers');
    for (const shopper of shoppers.items) {
        const button = document.createElement('button');
        button.type = 'button';
        button.dataset.key = shopper.shopperKey;
        button.textContent = people.dataset.as.replace('{name}', shopper.name);
        button.addEventListener('click', () => become(shopper));
        const row = document.createElement('li');
        row.append(button);
        list.append(row);
    }
    document.getElementById('leave').addEventListener('click', () => become(null));
    document.addEventListener('click', (event) => {
        if (people.open && !people.contains(event.target)) {
            people.open = false;
        }
    });
    people.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') {
            people.open = false;
            people.querySelector('summary').focus();
        }
    });
    people.hidden = false;
    showShopper();
}
