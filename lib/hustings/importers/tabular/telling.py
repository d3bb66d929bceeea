"""Columns whose header could mean anything and whose cells say what we never read.

`Category` is a kind of post or somebody's caste, `Support` a banner or a vote, `Voter` a number of
people met or a name on the roll: what stands below it tells.
"""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from hustings.importers.tabular.forbidden import words_of
from hustings.importers.tabular.voterwords import NO_PERSONS

_MOST = 14  # different cells of a column that asks for one of a few answers
_LONGEST = 40  # letters of such an answer, and of a name
_A_NAME = 2  # words, of whom somebody stands for
_MOSTLY = 0.8  # of the cells under `Voter`


def _words(*said: str) -> frozenset[str]:
    return frozenset(words_of(word).strip() for line in said for word in line.split(","))


_NOTHING = _words(
    "other,others,any other,na,n/a,nil,none,not known,-,अन्य,अन्‍य,पता नहीं,ज्ञात नहीं",
    "anya",
)
_YES_NO = _words(
    "yes,no,y,n,true,false,1,0,हाँ,हां,नहीं,ना,haan,han,nahi,nahin",
)
_RESERVED = _words(  # may be codes of something else, or seats reserved
    "gen,general,ur,unreserved,open,reserved,women,general women,सामान्य,अनारक्षित",
    "आरक्षित,महिला,samanya,bc,nt,vj",
)
_SCHEDULED = _words(
    "sc,st,scheduled caste,scheduled tribe,अनुसूचित जाति,अनुसूचित जनजाति,एससी,एसटी,अजा",
    "अजजा,अ.जा.,अ.ज.जा.",
)
_CASTE = _words(
    "obc,obc-a,obc-b,obc 1,obc 2,ebc,bc1,bc2,bc-1,bc-2,bc i,bc ii,bc-a,bc-b,bc-c,bc-d",
    "bc-e,mbc,mbc/dnc,dnc,dnt,vjnt,sbc,sebc,ews,extremely backward,dalit,sc/st",
    "obc/ebc,upper caste,other backward class,tribal,adivasi,ओबीसी,ईबीसी,ईडब्ल्यूएस,बीसी",
    "बीसी-1,बीसी-2,पिछड़ा,पिछड़ा वर्ग,अति पिछड़ा,अति पिछड़ा वर्ग,अन्य पिछड़ा वर्ग",
    "अत्यंत पिछड़ा,सवर्ण,दलित,आदिवासी,इमाव,खुला,pichda,ati pichda,savarna",
)
_FAITH = _words(
    "hindu,hinduism,muslim,islam,musalman,christian,christianity,isai,sikh,sikhism,jain",
    "buddhist,buddhism,sarna,sarnaism,parsi,zoroastrian,jew,jewish,hindu/sanatan,sanatan",
    "sanatani,हिन्दू,हिंदू,मुस्लिम,मुसलमान,इस्लाम,ईसाई,इसाई,सिख,सिक्ख,जैन,बौद्ध,सरना",
    "पारसी,सनातन,सनातनी,হিন্দু,মুসলিম,মুসলমান,খ্রিস্টান,હિન્દુ,હિંદુ,મુસ્લિમ,ખ્રિસ્તી",
    "ਹਿੰਦੂ,ਸਿੱਖ,ਮੁਸਲਿਮ,ਮੁਸਲਮਾਨ,ହିନ୍ଦୁ,ମୁସଲମାନ,ଖ୍ରୀଷ୍ଟିଆନ,இந்து,முஸ்லிம்,இஸ்லாம்",
    "கிறிஸ்தவர்,హిందూ,ముస్లిం,క్రైస్తవ,ಹಿಂದೂ,ಮುಸ್ಲಿಂ,ಕ್ರೈಸ್ತ,ഹിന്ദു,മുസ്ലിം,ക്രിസ്ത്യൻ",
    "ہندو,مسلم,مسلمان,سکھ,عیسائی",
)
_STAND = _words(  # for or against; whom somebody names instead is not listed here
    "nota,नोटा,for,against,neutral,undecided,favour,in favour,opposed",
    "supporter,opponent,swing,ours,theirs,floating,strong,weak,doubtful,a,b,c,d,a+,b+",
    "पक्ष,विपक्ष,तटस्थ,समर्थक,विरोधी,समर्थन,विरोध,पक्का,कच्चा,संदिग्ध,हमारा,उनका",
    "samarthak,virodhi,tatasth,pakka,kachcha,hamara,unka",
)
_ASKS_A_STAND = _words(
    "support,leaning,opinion,voted,vote,votes,voting,stand,view,views,preference",
    "inclination,mood,party support,समर्थन,वोट,मत,राय,रुख,झुकाव,पसंद,samarthan,rai,jhukav",
    "pasand,ভোট,મત,ਵੋਟ,ଭୋଟ,வாக்கு,ఓటు,ಮತ,വോട്ട്,ووٹ",
)
_CALLS_A_VOTER = _words(
    "voter,voters,elector,electors,मतदाता,वोटर,मतदार,ভোটার,মতদাতা,મતદાર,મતદાતા,ਵੋਟਰ",
    "ਮਤਦਾਤਾ,ଭୋଟର,ମତଦାତା,வாக்காளர்,ఓటరు,ಮತದಾರ,ಮತದಾರರು,വോട്ടർ,സമ്മതിദായകൻ,ووٹر,matdata",
    "matdar,votar",
)
_CALLS_A_TRIBE = _words(
    "आदिवासी,tribal,tribals,adivasi,dalit,दलित,ആദിവാസി,আদিবাসী,આદિવાસી,ଆଦିବାସୀ",
)
_NO_PERSON = re.compile("|".join(NO_PERSONS))
_PERSON = re.compile(
    r"\b(?:phone|mobile|whatsapp|father|husband|age|gender|sex|dob)\b|मोबाइल|फोन|पिता|पति|उम्र|आयु|लिंग"
)


def telling(
    header: Sequence[str], columns: Sequence[AbstractSet[str]]
) -> Iterator[tuple[str, str]]:
    """The columns whose cells are castes, faiths, votes or voters, and which of them.

    Args: columns: the different cells of each.
    """
    names = [words_of(name).strip() for name in header]
    of_persons = any(map(_PERSON.search, names))
    for place, (name, cells) in enumerate(zip(names, columns, strict=True)):
        if kind := _kind(name, cells - {""}, of_persons=of_persons):
            yield header[place], kind


def _kind(name: str, cells: AbstractSet[str], *, of_persons: bool) -> str | None:
    if name in _CALLS_A_VOTER and sum(map(_is_name, cells)) > _MOSTLY * len(cells):
        return "voter identity"
    if len(cells) > _MOST or any(len(cell) > _LONGEST for cell in cells):
        return None
    said = {words_of(cell).strip() for cell in cells} - _NOTHING - {""}
    # One such word alone may be a code or a topic, and a wing of the party is called by them.
    of_groups = (len(said) > 1 or of_persons) and not _NO_PERSON.search(name)
    sure = _CASTE | _SCHEDULED if of_persons else _CASTE
    castes = said <= _CASTE | _SCHEDULED | _RESERVED and bool(said & sure)
    named = of_persons and all(len(word.split()) <= _A_NAME for word in said)
    ways = {
        "vote intention": name in _ASKS_A_STAND and (said <= _STAND or named),
        "caste": (of_groups and castes) or (name in _CALLS_A_TRIBE and said <= _YES_NO),
        "religion": of_groups and said <= _FAITH,
    }
    return next((kind for kind, told in ways.items() if told), None) if said else None


def _is_name(cell: str) -> bool:
    """Whether it is words that are no answer; below `Voter`, numbers are of people met."""
    if len(cell) > _LONGEST or any(letter.isdigit() for letter in cell):
        return False
    return len(words := words_of(cell).strip()) > 1 and words not in _YES_NO | _NOTHING
