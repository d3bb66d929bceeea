"""The page as an nbconvert exporter: `jupyter nbconvert --to hustings-briefing`."""

from jinja2 import Environment
from nbconvert.exporters import TemplateExporter

from hustings.page.template import environment, render

__all__ = ["BriefingExporter", "render"]


class BriefingExporter(TemplateExporter):
    """Renders our own blocks of an executed notebook, and nothing else of it, as one page.

    Of the stock exporter only the way in is used: its template is ours, with escaping on, and
    its filters that pass HTML through do not exist here.
    """

    export_from_notebook = "Hustings briefing"
    output_mimetype = "text/html"

    def _file_extension_default(self) -> str:
        return ".html"

    def _template_file_default(self) -> str:
        return "briefing.html.j2"

    def _create_environment(self) -> Environment:
        return environment()
