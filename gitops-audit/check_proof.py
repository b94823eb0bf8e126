#!/usr/bin/env python3
"""Checks a proof of the audit trail without the SDK: check_proof.py PROOF.json PUBLIC_KEY.pem

Needs Python 3 and the openssl command. Follows RFC 9162, sections 2.1.3.2 and 2.1.4.2 (the hashes are those of RFC 6962),
and C2SP's signed-note. Exits 0 and says what is proven, or 1 and says what is wrong.
"""
import base64
import hashlib
import json
import subprocess
import sys
import tempfile


def sha256(data):
    return hashlib.sha256(data).digest()


def fail(why):
    print("not proven: " + why)
    sys.exit(1)


def openssl(*arguments):
    return subprocess.run(["openssl", *arguments], capture_output=True)


def checkpoint(note, key):
    """The origin, size and root of a note that the key has signed."""
    text, signatures = note.split("\n\n", 1)
    text += "\n"
    origin, size, root = text.split("\n")[:3]
    public = openssl("pkey", "-pubin", "-in", key, "-outform", "DER").stdout[-32:]
    key_id = sha256(origin.encode() + b"\n\x01" + public)[:4]
    for line in signatures.splitlines():
        dash, name, encoded = line.split(" ")
        signature = base64.b64decode(encoded)
        if name != origin or signature[:4] != key_id or base64.b64encode(signature).decode() != encoded:
            continue
        with tempfile.NamedTemporaryFile() as message, tempfile.NamedTemporaryFile() as signed:
            message.write(text.encode())
            message.flush()
            signed.write(signature[4:])
            signed.flush()
            done = openssl("pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin", "-in", message.name, "-sigfile", signed.name)
            if done.returncode == 0:
                return origin, int(size), base64.b64decode(root)
    fail("the checkpoint is not signed by this key")


def climb(node, last):
    while node & 1 == 0 and node != 0:
        node >>= 1
        last >>= 1
    return node, last


def included(record, index, size, path, root):
    if not 0 <= index < size:
        return False
    node, last, result = index, size - 1, sha256(b"\0" + record)
    for sibling in path:
        if last == 0:
            return False
        if node & 1 or node == last:
            result = sha256(b"\1" + sibling + result)
            node, last = climb(node, last)
        else:
            result = sha256(b"\1" + result + sibling)
        node >>= 1
        last >>= 1
    return last == 0 and result == root


def consistent(older, older_root, newer, newer_root, path):
    if older == newer:
        return not path and older_root == newer_root
    if not 0 < older < newer:
        return False
    path = list(path)
    if older & (older - 1) == 0:
        path.insert(0, older_root)
    if not path:
        return False
    node, last = older - 1, newer - 1
    while node & 1:
        node >>= 1
        last >>= 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            return False
        if node & 1 or node == last:
            old, new = sha256(b"\1" + sibling + old), sha256(b"\1" + sibling + new)
            node, last = climb(node, last)
        else:
            new = sha256(b"\1" + new + sibling)
        node >>= 1
        last >>= 1
    return last == 0 and old == older_root and new == newer_root


def main(proof_file, key):
    with open(proof_file, encoding="utf-8") as file:
        proof = json.load(file)
    path = [base64.b64decode(each) for each in proof["hashes"]]
    origin, size, root = checkpoint(proof["checkpoint"], key)
    if proof["proof"] == "inclusion":
        record = proof["record"].encode()
        if not included(record, proof["index"], size, path, root):
            fail("the record is not in the trail of the checkpoint")
        print("proven: record %s is number %d of %d of %s" % (json.loads(record)["id"], proof["index"] + 1, size, origin))
    else:
        older_origin, older, older_root = checkpoint(proof["older"], key)
        if older_origin != origin or not consistent(older, older_root, size, root, path):
            fail("the newer trail does not begin with the older one")
        print("proven: the %d records of %s begin with the %d of before" % (size, origin, older))


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])
