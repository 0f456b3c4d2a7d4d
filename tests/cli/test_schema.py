"""schema: what a JSON Schema validator says of the layouts and issues, and of mistakes in them."""

import copy
import json
import unittest

import jsonschema
import yaml

from support import ROOT, Case


class Schema(Case):
    def validator(self, name):
        schema = json.loads(self.succeeds("schema", name).out)
        kind = jsonschema.validators.validator_for(schema)
        kind.check_schema(schema)
        return kind(schema)

    def read(self, path):
        """As an editor's YAML does: numbers and booleans are such, dates stay text."""
        loader = copy.copy(yaml.SafeLoader)
        loader.yaml_implicit_resolvers = {
            c: [r for r in rows if r[0] != "tag:yaml.org,2002:timestamp"]
            for c, rows in yaml.SafeLoader.yaml_implicit_resolvers.items()
        }
        return yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506

    def test_layouts(self):
        validator = self.validator("layout")
        paths = sorted((ROOT / "layouts").glob("*/layout.yaml"))
        self.assertTrue(paths)
        for path in paths:
            errors = [e.message for e in validator.iter_errors(self.read(path))]
            self.assertEqual(errors, [], path)

    def test_issues(self):
        publication, issue = self.validator("publication"), self.validator("issue")
        publication.validate(self.read(ROOT / "issues" / "publication.yaml"))
        paths = sorted((ROOT / "issues").glob("*/issue.yaml"))
        self.assertTrue(paths)
        for path in paths:
            issue.validate(self.read(path))

    def test_mistakes(self):
        validator = self.validator("layout")
        layout = self.read(ROOT / "layouts" / "biweekly" / "layout.yaml")

        def refused(change):
            wrong = copy.deepcopy(layout)
            change(wrong)
            self.assertFalse(validator.is_valid(wrong), wrong)

        refused(lambda l: l.update(fond="x"))
        refused(lambda l: l.pop("grid"))
        refused(lambda l: l["styles"]["body"].update(algin="start"))
        refused(lambda l: l["styles"]["body"].update(align="middel"))
        refused(lambda l: l["composition"].update(level="gbk"))
        refused(lambda l: l["grid"].update(colums=2))
        refused(lambda l: l["grid"].update(columns=[2]))
        refused(lambda l: l["masters"]["inside"][0].update(fill="red"))  # no key of a text
        refused(lambda l: l.update(masters="cover"))
        refused(lambda l: l.update(styles=[1]))

    def test_inheritance(self):
        validator = self.validator("layout")
        own = {"name": "own", "extends": "base", "styles": {"body": {"align": "$way", "fill": "unset"}}}
        own["masters"] = {"inside": {"line": {"top": "-12pt"}, "box": "unset"}}
        validator.validate(own)
        del own["extends"]
        self.assertFalse(validator.is_valid(own))

    def test_every_key_is_described_in_both_languages(self):
        schema = self.validator("layout").schema
        maps = [schema, *(d for name, d in schema["definitions"].items() if name.startswith("map"))]
        self.assertGreater(len(maps), 20)
        for name in ("publication", "issue", "article"):
            schema = self.validator(name).schema
            below = [value.get("items", value) for value in schema["properties"].values()]
            inner = [value for value in below if "properties" in value]
            self.assertEqual(len(inner), 0 if name == "article" else 4, name)  # staff, contact, qr, imprint
            maps += [schema, *inner]
        for part in maps:
            for key, value in part["properties"].items():
                self.assertTrue({"type", "anyOf", "enum"} & set(value), key)
                chinese, english = value["description"].split("\n")[:2]
                self.assertRegex(chinese, "[\u4e00-\u9fff]", key)
                self.assertRegex(english, "^[^\u4e00-\u9fff]*[a-z]{2}", key)

    def test_no_such_schema(self):
        self.fails(2, "schema", "page")


if __name__ == "__main__":
    unittest.main()
