# SPDX-License-Identifier: Apache-2.0
"""Prints each step as it is played, and remembers whether all of it was right."""


class Recorder:
    def __init__(self):
        self.steps = []
        self.failures = 0

    def chapter(self, title):
        print(f"\n{title}", flush=True)

    def step(self, who, what, ok, detail=""):
        self.steps.append({"who": who, "what": what, "ok": bool(ok), "detail": str(detail)})
        mark = "✓" if ok else "✗"
        print(f"  {mark} {who}: {what}" + (f" — {detail}" if detail else ""), flush=True)
        if not ok:
            self.failures += 1

    def expect(self, who, what, answer, status, detail=""):
        """A step that is right when the answer has that status. Returns its JSON, or {}."""
        ok = answer.status == status
        self.step(who, what, ok, detail if ok else f"expected {status}, got {answer!r}")
        is_json = "json" in answer.headers.get("Content-Type", "")
        return answer.json if answer.body and is_json else {}


def problem_text(answer):
    """What a person would read of a refusal."""
    problem = answer.json
    faults = "; ".join(f"{f['path']} {f['message']['vi']}" for f in problem["faults"][:3])
    return f"{answer.status} {problem['kind']}: {problem['message']['vi']}" + (f" ({faults})" if faults else "")
