"""Public bodies by the shape of their names, so that those of every country read alike: …国防省, …国防総省, …国防部, 防衛省.

Each is a part of a pattern that begins with literals; what stands before the last word of a name does not matter.
"""

from __future__ import annotations

from classifier.features.quotes.phrases import SEATS

# Ministries and staffs that lead forces, and the forces.
DEFENCE = (
    "国防総省|国防省|国防部|国防軍|国防相|国防長官|防衛省|防衛相|防衛軍|参謀本部|幕僚監部|統合参謀|軍|自衛隊|司令部|部隊|革命防衛隊|"
    "海警局|海上保安庁|沿岸警備隊|国境警備"
)
# The head of a state or of its government, with the office.
LEADERS = f"大統領|首相|国家主席|総統|国王|国務委員会|国務委員|国務院|官邸|(?<=[領相統王宮閣])府|{SEATS}"
FOREIGN = "外務省|外交部|国務省|外相|国務長官|外交部長"
# Any body by the end of its name, and who speaks for one; 一部, 結局 and 内側 are none.
BODY = (
    "省|(?<![一全内外上下細大幹])部|府|庁|(?<!結)局|院|宮|委員会|協会|大使館|領事館|公使館|代表部|事務局|当局|政府|官邸|議会|報道官|広報官|"
    f"(?<![両片内外右左東西南北向こ])側|軍|自衛隊|警備隊|防衛隊|参謀本部|司令部|公社|国営企業|{SEATS}"
)
