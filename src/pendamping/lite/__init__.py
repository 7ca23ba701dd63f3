"""The chapters as live notebooks in a browser, with no server: JupyterLite on a Pyodide of our own.

Everything that runs lies in the folder; nothing asks another host.
"""
