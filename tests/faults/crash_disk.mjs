// SPDX-License-Identifier: EUPL-1.2
// What can lie on a disk after the power failed: the changes of a log of system calls, what was
// synced of them, and every state that a file system may show afterwards.
//
// Legal, as POSIX leaves it and as ALICE (OSDI 2014) models it: what was changed and not synced
// is there or not, each change by itself and in any order; a write may be there in part; a sync
// of a file says nothing of its name. One thing is taken for granted, which ext4, XFS and Btrfs
// promise: a rename does not lose the file by itself, the old name goes only when the new one is
// there. But who syncs the old folder alone asks for just that.

const DIRECTORY = 'directory', FILE = 'file';

export class Disk {
    // Only these folders directly below the root are looked at.
    constructor(root, only) {
        this.only = only;
        this.root = { kind: DIRECTORY, names: new Map(), label: '' };
        this.rootPath = root;
        this.changes = [];      // { owner, dir?, name?, inode?, size?, needs?, from } in the order they were made
        this.fds = new Map();   // pid -> fd -> inode
        this.cwd = new Map();
    }

    // What lay there before the log began, and is safe.
    addExisting(path, size = null) {
        const { dir, name } = this.#at(path);
        dir.names.set(name, size === null ? this.#directory(path) : { kind: FILE, size });
    }

    #directory(path) { return { kind: DIRECTORY, names: new Map(), label: path.slice(this.rootPath.length + 1) }; }

    // The folder and last name of a path below the root; null for all other places.
    #at(path, from = null) {
        if (!path.startsWith('/')) {
            if (!from || from.kind !== DIRECTORY) return null;
            return { dir: from, name: path };
        }
        if (path === this.rootPath) return { dir: this.root, name: '.' };
        if (!path.startsWith(`${this.rootPath}/`)) return null;
        const names = path.slice(this.rootPath.length + 1).split('/').filter(Boolean);
        if (!this.only.includes(names[0])) return null;
        const last = names.pop();
        let dir = this.root;
        for (const name of names) {
            dir = this.#now(dir).get(name);
            if (!dir) return null;
        }
        return { dir, name: last ?? '.' };
    }

    // As a running program sees it: all changes.
    #now(dir) {
        const names = new Map(dir.names);
        for (const change of this.changes)
            if (change.dir === dir) change.inode ? names.set(change.name, change.inode) : names.delete(change.name);
        return names;
    }

    lookup(path, from) {
        const at = this.#at(path, from);
        if (!at) return null;
        return at.name === '.' ? at.dir : this.#now(at.dir).get(at.name);
    }

    table(pid) {
        if (!this.fds.has(pid)) this.fds.set(pid, new Map());
        return this.fds.get(pid);
    }

    fork(parent, child) { this.fds.set(child, new Map(this.table(parent))); }

    open(pid, fd, dirfd, path, flags) {
        const from = dirfd === null ? null : this.table(pid).get(dirfd), at = this.#at(path, from);
        this.table(pid).delete(fd);
        if (!at) return;
        if (flags.includes('O_TMPFILE')) return void this.table(pid).set(fd, { kind: FILE, size: 0, label: 'a file without a name' });
        let inode = this.lookup(path, from);
        if (!inode && flags.includes('O_CREAT')) {
            inode = { kind: FILE, size: 0, label: path.slice(this.rootPath.length + 1) };
            this.#change({ dir: at.dir, name: at.name, inode, pid, what: 'a new name' });
        }
        if (inode) this.table(pid).set(fd, inode);
    }

    close(pid, fd) { this.table(pid).delete(fd); }

    copyFd(pid, from, to) {
        const inode = this.table(pid).get(from);
        inode ? this.table(pid).set(to, inode) : this.table(pid).delete(to);
    }

    #change(change) {
        change.owner = change.dir ?? change.file;
        this.changes.push(change);
        return change;
    }

    mkdir(pid, dirfd, path) {
        const at = this.#at(path, dirfd === null ? null : this.table(pid).get(dirfd));
        if (!at) return;
        const label = at.dir.label ? `${at.dir.label}/${at.name}` : at.name;
        const inode = { kind: DIRECTORY, names: new Map(), label };
        this.#change({ dir: at.dir, name: at.name, inode, pid, what: `a new folder ${label}` });
    }

    write(pid, fd, size) {
        const file = this.table(pid).get(fd);
        if (file?.kind === FILE) this.#change({ file, grows: size, pid, what: 'a write' });
    }

    truncate(pid, fd, size) {
        const file = this.table(pid).get(fd);
        if (file?.kind === FILE) this.#change({ file, becomes: size, pid, what: 'emptying' });
    }

    link(pid, oldPath, dirfd, name) {
        const proc = /^\/proc\/self\/fd\/(\d+)$/.exec(oldPath);
        const inode = proc ? this.table(pid).get(Number(proc[1])) : this.lookup(oldPath);
        const at = this.#at(name, dirfd === null ? null : this.table(pid).get(dirfd));
        if (inode && at) this.#change({ dir: at.dir, name: at.name, inode, pid, what: `a name in ${at.dir.label}` });
    }

    rename(pid, fromFd, fromPath, toFd, toPath) {
        const table = this.table(pid), folder = (fd) => fd === null ? null : table.get(fd);
        const from = this.#at(fromPath, folder(fromFd)), to = this.#at(toPath, folder(toFd));
        if (!from || !to) return;
        const what = `a move from ${from.dir.label} to ${to.dir.label}`;
        const added = this.#change({ dir: to.dir, name: to.name, inode: this.#now(from.dir).get(from.name), pid, what });
        this.#change({ dir: from.dir, name: from.name, inode: null, needs: added, pid, what });
    }

    unlink(pid, dirfd, path) {
        const at = this.#at(path, dirfd === null ? null : this.table(pid).get(dirfd));
        if (at) this.#change({ dir: at.dir, name: at.name, inode: null, pid, what: `a name taken from ${at.dir.label}` });
    }

    // What it makes safe, in words: that is how a sync is called when it is left out. Null: nothing was pending.
    meansOf(pid, fd) {
        const inode = this.table(pid).get(fd), last = this.changes.findLast((change) => change.owner === inode && !change.isSafe);
        if (!last) return null;
        // Synced twice at the first start, for the spool and for its keys; either is enough, so they are left out together.
        if (inode.label === 'data') return 'the folders of spool and keys: sync of the folder data';
        const where = inode.kind === FILE ? (inode.label ?? 'the file').replace(/[0-9a-f]{16}/, '*') : `the folder ${inode.label || 'above'}`;
        // Files of keys have names of their own in every run.
        return `${last.what}${last.pid === pid ? '' : ' by a courier that was killed'}: sync of ${where}`;
    }

    sync(pid, fd) {
        const inode = this.table(pid).get(fd);
        for (const change of this.changes) if (change.owner === inode) change.isSafe = true;
        this.#settle();
    }

    // What is safe, and not built upon something that is not, belongs to the disk for good.
    #settle() {
        while (this.changes.length && this.changes[0].isSafe) this.#apply(this.changes.shift());
    }

    #apply(change) {
        if (change.file) change.file.size = change.becomes ?? change.file.size + change.grows;
        else if (change.inode) change.dir.names.set(change.name, change.inode);
        else change.dir.names.delete(change.name);
    }

    // Every state the disk may be in when the power fails now: path -> size, or 'torn'.
    *states(most = 4096) {
        const open = this.changes.filter((change) => !change.isSafe);
        const count = 2 ** Math.min(open.length, 20);
        const step = Math.max(1, Math.floor(count / most));
        const seen = new Set();
        for (let mask = 0; mask < count; mask += step) {
            for (const isTorn of [false, true]) {
                const state = this.#state(open, mask, isTorn);
                const key = state && JSON.stringify([...state]);
                if (!state || seen.has(key)) continue;
                seen.add(key);
                yield state;
            }
        }
    }

    #state(open, mask, isTorn) {
        const isThere = (change) => change.isSafe || Boolean(mask & (1 << open.indexOf(change)));
        const names = new Map(), sizes = new Map();
        for (const change of this.changes) {
            if (change.needs && !change.isSafe && isThere(change) && !isThere(change.needs)) return null;
            if (change.file) {
                const before = sizes.get(change.file) ?? change.file.size;
                if (isThere(change)) sizes.set(change.file, before === 'torn' ? before : change.becomes ?? before + change.grows);
                else if (isTorn && change.grows) sizes.set(change.file, 'torn');
            } else if (isThere(change)) {
                if (!names.has(change.dir)) names.set(change.dir, new Map(change.dir.names));
                const within = names.get(change.dir);
                change.inode ? within.set(change.name, change.inode) : within.delete(change.name);
            }
        }
        const found = new Map();
        const walk = (dir, path) => {
            for (const [name, inode] of names.get(dir) ?? dir.names) {
                if (inode?.kind === DIRECTORY) walk(inode, `${path}${name}/`);
                else if (inode) found.set(`${path}${name}`, sizes.get(inode) ?? inode.size);
            }
        };
        walk(this.root, '');
        return new Map([...found].sort(([a], [b]) => a < b ? -1 : 1));
    }
}

const unhex = (text) => text.replace(/\\x([0-9a-f]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
// The arguments of a call, strings decoded; good enough for the calls below, whose strings hold no comma once in hex.
const words = (args) => args.split(', ').map((word) => word.startsWith('"') ? unhex(word.slice(1, word.lastIndexOf('"'))) : word);
const folderOf = (word) => word === 'AT_FDCWD' ? null : Number(word);

export const TRACED = 'openat,mkdir,mkdirat,write,ftruncate,fsync,fdatasync,linkat,rename,renameat,renameat2,unlink,unlinkat,close,dup2,' +
    'clone,clone3,sendmsg,pidfd_send_signal,sendto,exit_group';

// Plays the log on the disk. `skip(meaning)` leaves a sync out; `each(call, words)` sees every call before it counts.
export function play(disk, calls, skip, each) {
    for (const call of calls) {
        const { pid, name, args, result } = call, word = words(args);
        each(call, word);
        if (result === null || result < 0) continue;
        switch (name) {
        case 'openat': disk.open(pid, result, folderOf(word[0]), word[1], word[2]); break;
        case 'close': disk.close(pid, Number(word[0])); break;
        case 'dup2': disk.copyFd(pid, Number(word[0]), Number(word[1])); break;
        case 'clone': case 'clone3': disk.fork(pid, String(result)); break;
        case 'mkdir': disk.mkdir(pid, null, word[0]); break;
        case 'mkdirat': disk.mkdir(pid, folderOf(word[0]), word[1]); break;
        case 'write': disk.write(pid, Number(word[0]), result); break;
        case 'ftruncate': disk.truncate(pid, Number(word[0]), Number(word[1])); break;
        case 'linkat': disk.link(pid, word[1], folderOf(word[2]), word[3]); break;
        case 'rename': disk.rename(pid, null, word[0], null, word[1]); break;
        case 'renameat': case 'renameat2': disk.rename(pid, folderOf(word[0]), word[1], folderOf(word[2]), word[3]); break;
        case 'unlink': disk.unlink(pid, null, word[0]); break;
        case 'unlinkat': disk.unlink(pid, folderOf(word[0]), word[1]); break;
        case 'fsync': case 'fdatasync': {
            const meaning = disk.meansOf(pid, Number(word[0]));
            if (!meaning || !skip(meaning)) disk.sync(pid, Number(word[0]));
            break;
        }
        default: break;      // only looked at
        }
    }
}
