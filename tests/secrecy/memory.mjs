// SPDX-License-Identifier: EUPL-1.2
// What of a visit lies in another process: its memory, its arguments, its environment. Reads
// /proc as root does; a kiosk lets nobody else.
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';

// Libraries turn text into UTF-16 (bidi) and UTF-32 (shaping). Bytes are sought as they are.
export function formsOf(word) {
    if (Buffer.isBuffer(word)) return [word];
    const points = [...word].map((sign) => sign.codePointAt(0));
    const wide = Buffer.alloc(points.length * 4);
    points.forEach((point, at) => wide.writeUInt32LE(point, at * 4));
    return [Buffer.from(word, 'utf8'), Buffer.from(word, 'utf16le'), wide];
}

// Memory that is neither swapped nor dumped, as libsodium asks for: its flags are "lo" and "dd".
function lockedMappings(pid) {
    const locked = new Set();
    let from;
    for (const line of readFileSync(`/proc/${pid}/smaps`, 'utf8').split('\n')) {
        from = /^([0-9a-f]+)-[0-9a-f]+ /.exec(line)?.[1] ?? from;
        if (/^VmFlags:.* lo\b.* dd\b/.test(line)) locked.add(parseInt(from, 16));
    }
    return locked;
}

const mappingsOf = (pid) =>
    readFileSync(`/proc/${pid}/maps`, 'utf8')
        .split('\n')
        .map((line) => /^([0-9a-f]+)-([0-9a-f]+) (\S+) \S+ \S+ \S+\s*(.*)$/.exec(line))
        .filter((found) => found && found[3].startsWith('rw'))
        .map(([, from, to, , name]) => ({
            from: parseInt(from, 16),
            size: parseInt(to, 16) - parseInt(from, 16),
            name,
        }));

// Every place in writable memory that holds one of the words: "word in [heap]". `isOpen`: only
// where it could reach a disk.
export function wordsInMemory(pid, words, { isOpen = false } = {}) {
    const locked = isOpen ? lockedMappings(pid) : new Set();
    const needles = words.flatMap((word) => formsOf(word).map((bytes) => ({ word, bytes })));
    const memory = openSync(`/proc/${pid}/mem`, 'r');
    const found = [];
    for (const { from, size, name } of mappingsOf(pid)) {
        if (locked.has(from)) continue;
        const bytes = Buffer.alloc(size);
        try {
            readSync(memory, bytes, 0, size, from);
        } catch {
            continue; // a device, or given back meanwhile
        }
        for (const needle of needles)
            for (let at = -1; (at = bytes.indexOf(needle.bytes, at + 1)) >= 0; )
                found.push(
                    `${needle.word} (${needle.bytes.length} bytes) at ` +
                        `${(from + at).toString(16)} in ${name || 'anonymous memory'}`,
                );
    }
    closeSync(memory);
    return found;
}

const MIB = 1024 * 1024;

// What base/sandbox_calls.c sets, soft and hard: a limit of its own can only be lowered again.
export const LIMITS_OF_KIOSK = {
    'Max core file size': 0,
    'Max open files': 256,
    'Max file size': 128 * MIB,
    'Max address space': 4096 * MIB,
};
export const LIMITS_OF_COURIER = {
    ...LIMITS_OF_KIOSK,
    'Max file size': 16 * MIB,
    'Max address space': 1024 * MIB,
};

// "Max open files  256  256  files": the limits of the process that stand in `wanted`.
export function limitsOf(pid, wanted) {
    const text = readFileSync(`/proc/${pid}/limits`, 'utf8');
    return Object.fromEntries(
        Object.keys(wanted).map((name) => {
            const [, soft, hard] = new RegExp(`^${name} +(\\S+) +(\\S+)`, 'm').exec(text);
            return [name, soft === hard ? Number(soft) : `${soft}, at most ${hard}`];
        }),
    );
}

export function wordsInProc(pid, words) {
    const found = [];
    for (const file of ['cmdline', 'environ', 'comm']) {
        const bytes = readFileSync(`/proc/${pid}/${file}`);
        for (const word of words) if (bytes.includes(word)) found.push(`${word} in ${file}`);
    }
    return found;
}
