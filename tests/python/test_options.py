"""An option of a command is a keyword of the function of its name, or docs/python.md says that it is not."""

import inspect
import pathlib
import re

import pytest

import rewire as rw
from rewire import _rewire

PAGE = (pathlib.Path(__file__).resolve().parent.parent.parent / "docs" / "python.md").read_text(encoding="utf-8")
OTHERWISE = dict(re.findall(r"`--([\w-]+)` is `(\w+)`", PAGE))
ELSEWHERE = set(re.findall(r"--([\w-]+)", "\n".join(
    line for line in PAGE.split("\n") if "`--out` is" in line or line.startswith("- `--"))))


def fields(*requests): return {name for r in requests for name in dir(r) if not name.startswith("_")}


# What `**options` takes.
MEASURED = {f"{kind}_{key}" for kind in ("fc", "bold") for key in ("labels", "variable")}
NETWORK = fields(_rewire.NetworkRequest, _rewire.MeasuredText) | MEASURED | {"empirical_fc", "empirical_bold"}
OPTIONS = {"network": NETWORK, "sweep": NETWORK, "sensitivity": fields(_rewire.SensitivityRequest)}
HOW_READ = fields(_rewire.ImportText) | {"lengths_labels", "lengths_variable"}
COMMANDS = ["network", "sweep", "run", "compare", "trial", "rank", "evidence", "sensitivity", "calibrate", "describe",
            "list"]


@pytest.mark.parametrize("command", COMMANDS)
def test_each_option_is_a_keyword_or_told_of(command, program):
    options = re.findall(r"^  (?:-\w,)?--([\w-]+)", program(command, "--help"), re.M)
    assert "help" in options
    keywords = set(inspect.signature(getattr(rw, command)).parameters) | OPTIONS.get(command, set())
    for option in set(options) - {"help"}:
        name = OTHERWISE.get(option, option.replace("-", "_"))
        assert name in keywords | HOW_READ or option in ELSEWHERE, f"rewire {command} --{option}"


def test_each_command_is_a_function_or_told_of(program):
    commands = re.findall(r"^  (\w+) ", program("--help").split("Subcommands:")[1], re.M)
    assert len(commands) > 15
    told = set(re.findall(r"`(\w+)`", next(line for line in PAGE.split("\n") if line.startswith("- The commands "))))
    assert set(commands) - told == set(COMMANDS)


def test_lengths_of_a_file_are_read(tmp_path, program):
    (tmp_path / "w.csv").write_text(",a,b\na,0,2\nb,2,0\n")
    (tmp_path / "l.csv").write_text("0,3\n3,0\n")
    (tmp_path / "labels").write_text("a\nb\n")
    brain = rw.Connectome.read(tmp_path / "w.csv", lengths=tmp_path / "l.csv", lengths_labels=tmp_path / "labels",
                               lengths_unit="cm")
    assert brain.lengths[0, 1] == pytest.approx(0.03)
    with pytest.raises(rw.InputError, match="did you mean 'lengths_unit'"):
        rw.Connectome.read(tmp_path / "w.csv", lengths_units="cm")


def test_a_template_and_a_measured_fc(tmp_path):
    short = {"duration": "20 s", "dt": "1 ms"}
    assert rw.network(template="no_network", **short).rewire.hash != rw.network(**short).rewire.hash
    with pytest.raises(rw.InputError, match="fc_values: .zz"):
        (tmp_path / "fc.csv").write_text(",a,b\na,1,0.5\nb,0.5,1\n")
        rw.network(empirical_fc=tmp_path / "fc.csv", fc_values="zz", **short)


def test_candidates_of_a_file_and_people_for_bids(tmp_path):
    person = '[rank]\nfrom = "gad_outpatient"\ninstrument = "gad7"\nweek = 2\n[[person.visit]]\nweek = 0\ngad7 = 13\n'
    file = tmp_path / "candidates.toml"
    file.write_text('[[candidate]]\nname = "waiting"\ntreatments = ["waiting_list for 2 weeks"]\n'
                    '[[candidate]]\nname = "cbt"\ntreatments = ["cbt 50 min weekly for 2 weeks"]\n')
    of_a_file = rw.rank(person, file, people=12, shuffles=0)
    assert of_a_file.hash == rw.rank(person + file.read_text(), people=12, shuffles=0).hash
    plan = rw.Protocol(people="gad_outpatient", n=2, visits=rw.visits([0, 2], ["gad7"]))
    lived = rw.run(plan)
    folder = pathlib.Path(lived.rewire.save_bids(tmp_path / "bids"))
    assert (folder / "participants.tsv").read_text().count("\n") == 3
    with pytest.raises(rw.InputError, match="folder of its own"):
        lived.rewire.save_bids(tmp_path)
    with pytest.raises(ValueError, match="save_bids"):
        rw.network(duration="20 s", dt="1 ms").rewire.save_bids(tmp_path / "other")
