// SPDX-License-Identifier: EUPL-1.2
// What somebody who knows what they want would press next, whatever has happened: the way of a
// request, and the way back from every screen that was not meant.
const WRITTEN = { name: 'key.', phone: 'pad.' };
const ANSWERS = [
    ['for-whom.me', 'for-whom'],
    ['wlz.no', 'wlz'],
    ['channel.telefoon', 'channel'],
    ['voicemail.no', 'phone'],
];
// Screens that were not meant, and the way out of them.
const OUT = {
    explain: 'nav.back',
    switch: 'nav.back',
    'help-now': 'nav.back',
    languages: 'language.nl',
    letters: 'overlay.close',
    voice: 'nav.back',
    stop: 'stop.no',
    'still-there': 'still-there.stay',
    wiped: 'wiped.again',
};

export const isOn = (node) =>
    node.states.includes('selected') || node.states.includes('checked');

// The one who is meant, or the first that takes requests.
const ONLY_CALLS = 'provider.voorbeeld-ouderen.choose';
function choice(tree, wish) {
    const id = wish.provider ? `provider.${wish.provider}.choose` : '';
    return tree.nodes.find(
        (one) =>
            one.pressable &&
            (id ? one.id === id : /^provider\..*\.choose$/.test(one.id) && one.id !== ONLY_CALLS),
    )?.id;
}

// How many signs stand in the field: the tree has a dot for each, and for each space between the
// pairs of a phone number.
export function signs(tree) {
    const dots = [...(tree.nodes.find((node) => node.role === 'field')?.value ?? '')].length;
    return tree.screen === 'phone' ? Math.ceil((2 * dots) / 3) : dots;
}

// What one types on the screen that is up, sign by sign; `typed` is what one believes stands
// there. NULL: all of it.
function nextKey(prefix, wanted, typed) {
    if (typed === wanted) return null;
    const erase = prefix === 'pad.' ? 'pad.erase' : 'key.erase';
    return wanted.startsWith(typed) ? prefix + wanted[typed.length] : erase;
}

// The id of what to press next; undefined: wait. `wish` is {provider, name, phone}, `typed`
// {name, phone}, `isRight` what one thinks of the review.
export function wanted(tree, wish, typed, isRight) {
    const node = (id) => tree.nodes.find((one) => one.id === id && one.pressable);
    const first = (...ids) => ids.find(node);
    if (tree.lang !== 'nl' && tree.screen !== 'rest')
        return first('rest.language.nl', 'language.nl', 'tool.language');
    if (tree.screen === 'rest') return 'rest.language.nl';
    if (tree.screen === 'home') return 'home.ask';
    if (OUT[tree.screen]) return OUT[tree.screen];
    if (tree.screen === 'topics' || tree.screen === 'when') {
        const off = tree.nodes.find((one) => one.pressable && one.role === 'checkbox' && isOn(one));
        return off?.id ?? first('nav.skip', 'nav.next');
    }
    if (tree.screen === 'providers')
        return choice(tree, wish) ?? first('nav.more') ?? 'providers.all';
    if (tree.screen === 'provider')
        return tree.nodes.some((one) => one.name === wish.called) ? 'provider.choose' : 'nav.back';
    const field = tree.nodes.find((one) => one.role === 'field');
    const prefix = field && WRITTEN[tree.screen];
    if (prefix) return nextKey(prefix, wish[tree.screen], typed[tree.screen]) ?? 'nav.next';
    for (const [id] of ANSWERS) if (node(id)) return isOn(node(id)) ? 'nav.next' : id;
    if (tree.screen === 'for-whom') return 'nav.back';
    if (tree.screen === 'talk') return first('nav.next');
    if (tree.screen === 'review') {
        if (isRight === null) return 'review.seen';
        return isRight ? 'review.send' : 'review.phone.change';
    }
    return undefined;
}
