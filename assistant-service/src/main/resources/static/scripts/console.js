/** What the console's pages share: the CSRF header, the choice of shop, copying, and handing files in. */
const csrf = () => decodeURIComponent(document.cookie.match(/(?:^|;\s*)XSRF-TOKEN=([^;]+)/)?.[1] ?? '');

document.addEventListener('htmx:configRequest', (event) => {
    event.detail.headers['X-XSRF-TOKEN'] = csrf();
});

/** What went wrong, in the page's own words where the service said them. */
document.addEventListener('htmx:responseError', (event) => {
    const { xhr } = event.detail;
    if (xhr.status === 401 || xhr.status === 403) {
        location.reload();
        return;
    }
    let words = '';
    try {
        words = JSON.parse(xhr.responseText).detail;
    } catch {
        words = `${xhr.status}`;
    }
    say(words || `${xhr.status}`);
});

function say(words) {
    const note = document.createElement('p');
    note.className = 'note bad toast';
    note.setAttribute('role', 'alert');
    note.textContent = words;
    document.body.append(note);
    setTimeout(() => note.remove(), 7000);
}

/* ---- the shop ---- */

const shops = document.querySelector('form.shops');
shops?.addEventListener('change', () => {
    const here = shops.dataset.here;
    location.assign(`/console/${encodeURIComponent(shops.elements.shop.value)}${here ? `/${here}` : ''}`);
});

/* ---- copying ---- */

document.addEventListener('click', async (event) => {
    const button = event.target.closest?.('[data-copy]');
    if (button) {
        await navigator.clipboard?.writeText(document.querySelector(button.dataset.copy).textContent);
        button.textContent = button.dataset.done;
    }
});

/* ---- handing files in: one request a file, so that one bad file stops no other ---- */

const handin = document.getElementById('handin');
if (handin) {
    const field = handin.elements.file;
    const uploads = document.getElementById('uploads');
    const drop = document.getElementById('drop');

    field.addEventListener('change', () => {
        send([...field.files]);
        field.value = '';
    });
    handin.addEventListener('submit', (event) => event.preventDefault());

    let depth = 0;
    const over = (here) => drop.classList.toggle('over', here);
    const carriesFiles = (event) => event.dataTransfer?.types.includes('Files');
    addEventListener('dragenter', (event) => carriesFiles(event) && over(++depth > 0));
    addEventListener('dragleave', (event) => carriesFiles(event) && over(--depth > 0));
    addEventListener('dragover', (event) => carriesFiles(event) && event.preventDefault());
    addEventListener('drop', (event) => {
        if (carriesFiles(event)) {
            event.preventDefault();
            depth = 0;
            over(false);
            send([...event.dataTransfer.files]);
        }
    });

    async function send(files) {
        const fields = new FormData(handin);
        fields.delete('file');
        const lines = files.map((file) => {
            const line = document.createElement('li');
            line.textContent = handin.dataset.uploading.replace('{file}', file.name);
            uploads.append(line);
            return line;
        });
        for (const [at, file] of files.entries()) {
            const body = new FormData();
            fields.forEach((value, name) => body.append(name, value));
            body.append('file', file);
            const answer = await fetch(handin.action, {
                method: 'POST',
                headers: { 'X-XSRF-TOKEN': csrf(), 'HX-Request': 'true', Accept: '*/*' },
                body,
            }).catch(() => null);
            if (answer?.ok && !answer.redirected) {
                lines[at].remove();
                window.htmx.swap('#documents', await answer.text(), { swapStyle: 'outerHTML' });
            } else {
                const problem = await answer?.json().catch(() => null);
                lines[at].className = 'bad';
                lines[at].textContent = handin.dataset.refused
                    .replace('{file}', file.name)
                    .replace('{reason}', problem?.detail ?? handin.dataset.lost);
            }
        }
    }
}
