"""Whatever a cell does, our engines show what a Python started for the notebook shows."""

import asyncio
import os
import sys
import threading
import time
from pathlib import Path

import nbformat
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from papermill import PapermillExecutionError
from tests.unit.kernels.conftest import (
    ENGINES,
    code,
    notebook,
    outside_of_tests,
    run,
    run_to_the_end,
    shown,
)

from hustings.errors import HustingsError
from hustings.kernels.forks import Forks

SPECIMENS = {
    "streams in turn": "import sys\nprint('one'); print('two', file=sys.stderr); print('three')",
    "streams flushed": "print('one', flush=True); print('two', file=sys.stderr, flush=True)\n"
    "print('three', flush=True); print('four', file=sys.stderr)",
    "a pause between streams": "import time\nprint('one'); time.sleep(0.4)\n"
    "print('two', file=sys.stderr); time.sleep(0.4); print('three')",
    "text around a display": "from IPython.display import *\nprint('before')\n"
    "display(HTML('<b>shown</b>'))\nprint('after', file=sys.stderr); 'value'",
    "a last value": "{'b': 1, 'a': (2, 3)}",
    "a last value hushed": "1 + 1;",
    "nothing": "None",
    "only a comment": "# nothing happens here",
    "two values": "1\n2",
    "each value": "from IPython import get_ipython\nget_ipython().ast_node_interactivity = 'all'",
    "each value, shown": "1\n2",
    "only the last again": "get_ipython().ast_node_interactivity = 'last_expr'",
    "Hindi": "print('गोड्डा लोक सभा'); 'राँची'",
    "much text": "print('x' * 200_000); print('y' * 200_000, file=sys.stderr)",
    "many lines": "for n in range(2000):\n    print(n)",
    "a carriage return": "print('10%\\r20%\\r30%'); print('a\\b')",
    "kinds of display": "display(Markdown('# m'), Latex('$x$'), JSON({'a': [1]}), SVG('<svg/>'))",
    "a picture": "Image(data=b'\\x89PNG\\r\\n\\x1a\\n' + b'0' * 64, format='png')",
    "a bundle": "class Bundle:\n    def _repr_mimebundle_(self, **_):\n"
    "        return {'text/plain': 'b', 'application/x-own+json': {'k': [None, True]}}\nBundle()",
    "a bundle with metadata": "display({'text/plain': 'p'}, metadata={'k': 1}, raw=True)",
    "a repr that fails": "class Bad:\n    def _repr_html_(self): raise ValueError('no html')\n"
    "    def __repr__(self): return 'bad'\nBad()",
    "a display to be changed": "handle = display('first', display_id='d1')\nprint('beside')",
    "a display changed later": "handle.update('second')",
    "a display changed twice": "update_display('third', display_id='d1'); display('x')",
    "cleared": "print('gone'); clear_output(); print('stays')",
    "cleared at the next": "print('gone'); clear_output(wait=True); print('stays'); display('too')",
    "cleared at the end": "print('stays'); clear_output(wait=True)",
    "an awaited value": "import asyncio\nasync def later(x):\n    await asyncio.sleep(0.01)\n"
    "    print('slept'); return x\nawait later(3)",
    "a loop that runs already": "waiting = later(1)\ntry:\n    asyncio.run(waiting)\n"
    "finally:\n    waiting.close()",
    "a task": "task = asyncio.create_task(later(4)); await task",
    "a captured cell": "%%capture told\nprint('hidden'); print('too', file=sys.stderr); display(5)",
    "what was captured": "told.stdout, told.stderr, [o.data for o in told.outputs]",
    "magics": "%pwd\n%config InlineBackend\n%who_ls int",
    "a cell magic": "%%writefile beside.py\nNAME = 'a module beside the notebook'",
    "a module beside": "import beside; beside.NAME",
    "a bash cell": "%%bash\necho out; echo err >&2",
    "a bash cell that fails": "%%bash\necho out; exit 3",
    "a shell command": "!echo from the shell; echo wrong >&2",
    "a shell's lines": "lines = !printf 'a\\nb\\n'\nlines",
    "an environment": "!echo $TERM $PAGER $CLICOLOR\nprint(os.environ.get('MPLBACKEND'))",
    "no such magic": "%nosuch",
    "a help": "len?",
    "the handles": "import os\nos.write(1, b'out\\n'); time.sleep(0.4)\n"
    "os.write(2, b'err\\n'); time.sleep(0.4)\nos.write(1, 'हाथ\\n'.encode()); time.sleep(0.4)",
    "a program": "import subprocess\ncode = subprocess.run(['sh', '-c', 'echo out']).returncode\n"
    "time.sleep(0.3); code",
    "a program of much text": "subprocess.run(['sh', '-c', 'yes x | head -c 300000'])\n"
    "time.sleep(0.3)",
    "a program that reads": "subprocess.run(['cat'], timeout=9).returncode, sys.stdin.read()",
    "a fork that prints": "if not os.fork():\n    sys.stdout.write('fork\\n'); os._exit(0)\n"
    "os.wait()[1]; time.sleep(0.2)",
    "a thread that prints": "from threading import Thread\n"
    "t = Thread(target=print, args=('thread',))\nt.start(); t.join(); print('main')",
    "a warning": "import warnings\nwarnings.warn('look out')\nprint('on')",
    "a deprecation": "warnings.warn('old', DeprecationWarning)",
    "a log": "import logging\nlogging.getLogger('x').warning('logged')",
    "input refused": "input('name? ')",
    "a password refused": "import getpass; getpass.getpass()",
    "an error": "print('before')\n1 / 0",
    "an error within": "def inner(x):\n    return {}[x]\ndef outer():\n    return inner('k')",
    "an error within, raised": "outer()",
    "an error from another": "try:\n    outer()\nexcept KeyError as e:\n"
    "    raise RuntimeError('wrapped') from e",
    "an error with notes": "e = ValueError('v'); e.add_note('a note'); raise e",
    "errors together": "raise ExceptionGroup('many', [ValueError(1), KeyError('k')])",
    "an error of one's own": "class Odd(Exception):\n    def __str__(self): return 'हम'\nraise Odd",
    "an error that cannot be said": "class Mute(Exception):\n"
    "    def __str__(self): raise ValueError\nraise Mute",
    "wrong syntax": "print('never')\nif True print(1)",
    "wrong indentation": "  x = 1\n y = 2",
    "a name unknown": "nosuch",
    "an assertion": "assert 1 == 2, 'sums'",
    "an interrupt": "raise KeyboardInterrupt",
    "an interrupt from outside": "import signal\nos.kill(os.getpid(), signal.SIGINT); "
    "time.sleep(5)",
    "an interrupt while waiting": "asyncio.get_running_loop().call_later(0.2, os.kill, "
    "os.getpid(), signal.SIGINT)\nawait asyncio.sleep(5)",
    "an exit raised": "sys.exit(3)",
    "an exit said": "raise SystemExit('enough')",
    "deep recursion": "def down(): return down()\n"
    "try:\n    down()\nexcept RecursionError as e:\n    print(e)",
    "counted": "In[1][:6], Out[5], _, len(In)",
    "a frame": "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
    "a series": "pd.Series([1.5, None], name='s')",
    "a figure": "import plotly.graph_objects as go\n"
    "go.Figure(go.Bar(x=[1, 2], y=[3, 4])).update_layout(template=None)",
    "a figure shown": "go.Figure(go.Bar(x=[1], y=[3])).update_layout(template=None).show()",
    "a slider": "import ipywidgets as w\nw.IntSlider(value=3)",
    "an output widget": "out = w.Output()\nwith out:\n    print('inside'); display(7)\nout",
    "an output widget later": "out.outputs",
    "an output widget cleared": "with out:\n    clear_output(); print('new')",
    "an output widget cleared later": "out.outputs",
    "a progress bar": "from tqdm import tqdm\n"
    "for _ in tqdm(range(3), bar_format='{n}/{total}', file=sys.stdout): pass",
    "exceptions shown my way": "%xmode Plain",
    "an error, plainly": "1 / 0",
    "who am I": "__name__, type(get_ipython()).__name__, get_ipython().kernel is not None",
    "where am I": "os.getcwd() == os.path.realpath('.'), '' in sys.path",
    "pickled": "import pickle\nclass Kept: pass\ntype(pickle.loads(pickle.dumps(Kept()))).__name__",
}
"""Cells run one after the other in one notebook, whichever of them fail."""


@pytest.fixture(scope="module")
def folders(tmp_path_factory):
    return lambda: tmp_path_factory.mktemp("notebook")


@pytest.fixture(scope="module")
def whole():
    return notebook(*SPECIMENS.values(), may_fail=True)


@pytest.fixture(scope="module")
def reference(whole, folders):
    return dict(zip(SPECIMENS, shown(run_to_the_end("cold", whole, folders())), strict=True))


@pytest.fixture(scope="module")
def ours(engine, whole, folders):
    executed = apart(whole, folders()) if engine == "in process" else None
    executed = executed or run_to_the_end(engine, whole, folders())
    return dict(zip(SPECIMENS, shown(executed), strict=True))


def apart(whole, folder):
    """The notebook run in a process forked for it, as the press does, and not in the tests' own."""
    nbformat.write(whole, folder / "in.ipynb")
    with Forks.start(["hustings.kernels.libraries:load"], ["tests.support.jobs:prepare"]) as forks:
        job = "tests.unit.kernels.test_fidelity:run_apart"
        with outside_of_tests():
            environment = dict(os.environ)
        assert forks.fork(job, str(folder), environment=environment).wait(120) == 0
    return nbformat.read(folder / "out.ipynb", as_version=4)


def run_apart(folder):
    """A job: run the notebook of a folder in this process."""
    whole = nbformat.read(Path(folder) / "in.ipynb", as_version=4)
    run_to_the_end("in process", whole, Path(folder))


@pytest.mark.parametrize("specimen", SPECIMENS)
def test_a_cell_shows_what_it_shows_with_a_cold_kernel(ours, reference, specimen):
    assert ours[specimen] == reference[specimen]


@pytest.fixture(params=ENGINES)
def each(request):
    """Every engine, the reference too."""
    return request.param


def test_a_notebook_stops_at_its_first_error(each, tmp_path):
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError") as caught:
        run(each, notebook("print('before')", "1 / 0", "print('never')"), tmp_path)
    assert caught.value.cell_index == 1
    saved = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert [cell.execution_count for cell in code(saved)] == [1, 2, None]
    assert code(saved)[0].outputs[0].text == "before\n"


def test_a_notebook_that_leaves_has_not_failed(each, tmp_path):
    executed = run(each, notebook("import sys; sys.exit(0)", "print('never')"), tmp_path)
    assert [cell.execution_count for cell in code(executed)] == [1, None]


def test_after_exit_nothing_runs_any_more(each, tmp_path):
    made = notebook("exit()", "import time; time.sleep(0.5)", "print('never')")
    with pytest.raises(DeadKernelError):
        run(each, made, tmp_path)


def test_a_cell_that_takes_too_long_is_broken_off(each, tmp_path):
    made = notebook("x = 1", "while True: pass", "print('never')")
    began = time.monotonic()
    with pytest.raises(CellTimeoutError, match="while True: pass"):
        run(each, made, tmp_path, execution_timeout=1)
    assert time.monotonic() - began < 20


def test_a_cell_that_takes_too_long_may_be_interrupted_instead(each, tmp_path):
    made = notebook("import time; print('begun'); time.sleep(60)")
    with pytest.raises(PapermillExecutionError, match="KeyboardInterrupt"):
        run(each, made, tmp_path, execution_timeout=1, interrupt_on_timeout=True)
    saved = nbformat.read(tmp_path / "out.ipynb", as_version=4)
    assert code(saved)[0].outputs[0].text == "begun\n"


def test_one_notebook_sees_nothing_of_the_one_before(each, tmp_path):
    run(each, notebook("left = 1; import os; os.environ['LEFT'] = '1'"), tmp_path)
    executed = run(
        each,
        notebook("'left' in globals(), os.environ.get('LEFT') if 'os' in globals() else None"),
        tmp_path,
    )
    assert code(executed)[0].outputs[0].data["text/plain"] == "(False, None)"


def test_a_process_is_as_it_was_when_a_notebook_has_run_in_it(tmp_path):
    def state():
        handles = [Path(f"/proc/self/fd/{n}").readlink() for n in (0, 1, 2)]
        return (
            handles,
            sys.stdout,
            sys.stderr,
            sys.stdin,
            sys.path[:],
            len(list(Path("/proc/self/fd").iterdir())),
        )

    run("in process", notebook("1"), tmp_path)
    before, threads, environment = state(), threading.active_count(), dict(os.environ)
    run(
        "in process",
        notebook("import os; os.environ['LEFT'] = '1'; print(1); os.write(1, b'2')"),
        tmp_path,
    )
    assert state() == before
    assert threading.active_count() == threads
    assert dict(os.environ) == environment


def test_a_notebook_within_a_notebook_is_refused(tmp_path):
    async def within():
        run("in process", notebook("1"), tmp_path)

    with pytest.raises(HustingsError, match="within a notebook"):
        asyncio.run(within())
