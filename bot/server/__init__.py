"""One process: Rasa, the actions and the channels, on the embedded defaults.

Importing this package switches Rasa's telemetry off; it must come before the first import of Rasa.
"""

import os

os.environ["RASA_TELEMETRY_ENABLED"] = "false"
