// SPDX-License-Identifier: EUPL-1.2
const field = document.getElementById('field');
const keys = document.getElementById('keys');
for (const letters of ['QWERTYUIOP', 'ASDFGHJKL', "ZXCVBNM'-⌫"]) {
    const row = keys.appendChild(
        Object.assign(document.createElement('div'), { className: 'row' }),
    );
    for (const letter of letters) {
        row.appendChild(
            Object.assign(document.createElement('button'), {
                textContent: letter,
                className: 'key',
            }),
        );
    }
}
const last = keys.appendChild(
    Object.assign(document.createElement('div'), { className: 'row' }),
);
for (const word of ['ABC-volgorde', 'é ü ç', 'Spatie']) {
    last.appendChild(
        Object.assign(document.createElement('button'), {
            textContent: word,
            className: 'long',
        }),
    );
}
document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button) return;
    if (button.dataset.go) {
        document.querySelector('main.shown').classList.remove('shown');
        document.getElementById(button.dataset.go).classList.add('shown');
    } else if (button.textContent === '⌫') {
        field.textContent = field.textContent.slice(0, -1);
    } else if (button.className === 'key') {
        field.textContent += button.textContent;
    }
});
