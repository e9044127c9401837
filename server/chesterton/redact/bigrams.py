"""A letter bigram model that measures how random text looks, in bits per letter.

Names and words, in any common naming style, take about four bits per letter; machine-generated
random text takes seven or more. `tests/evaluation/secrets/learn_letters.py` trains the table.
"""

from functools import lru_cache
from string import ascii_lowercase, ascii_uppercase

ALPHABET = ascii_lowercase + ascii_uppercase + "0_"
"""Letters, `0` for any digit, `_` for any separator."""

_CLASS = dict.fromkeys(map(ord, "123456789"), "0") | {
    code: "_" for code in range(128) if not chr(code).isalnum()
}

_TABLE = """
a545a85b5b7344d5d342677767cdbccceedfebdcdbddabdcdffe86
3856388a44b37737c5573abb5b9caabcceafebcbcacb9acccdfe64
4a6838b45d448a29c5635abc6dacaabbceafbbbbbbebabccefff75
4785277b39a68847c65659aa7c898988ba9db99a88c988aa8dfb73
5844656a89a45386733496757b9a898aab9dca9999d988aabdff84
4988449b2cb59739d4654bbc6dadcccdeecefcbdccfbccdeceef62
598829553ec56569e445499c7a79799a9c8bba9a88c9898abfdd73
38a92abb3cb76839b5645bac6d8a8aaabbadb99ba99a89cbbebe84
5645555cac8452369543a6e7e6bdcccfbfdfdedffcfddefeffffa7
49882aaa6a789937ba294a9bacacbcbddcbcddbbec9cbcccec9b84
499717693ba68578b7486a578a797889aa7cb999a8c878a9a8cd73
3885248b3c949937d955479d5d9b9aaabc9eeaaaa8da9acbdfff94
25982abc4ca65843c9585abc7a9baaabccacdbbbc9ea99dbbcdf74
4a4445394a778646ca3366b88b9b8999ab9dc99999e989babffe94
7654876b69744264b35546589acdbbcdefcdfccedcecabdddfffb6
3a7628a65e938a34c35459bc4c9babbacd9febbabaea9acbdffe84
6a99a8baadc588b994690aabb9bbbbcbcc7ecabbccacccdccced74
3956285b3d675538d544669d5e9b99aaacaedbaaa9da99cacfff84
6b5928954d77884589425a8c5d9b9aaabdaebaaaa9ea99cbbfff83
4a6828b42eb78a46d4555b795b8a89999b8cc99aa9d988aabeff83
5456476d5eb34384f343bbd9dbefddedffefffffddfeeeffffff68
2a891a9b3fda9957da79abbbadcdbacddddffddcbbddcceddfee55
3a9739932da7943ad448bb6abb9a999abb9cc99aaaca89cabedd84
494848c94dc47a93b883aab77b777876cb8fc6aa99c88abbbdfe33
7867697a6db54562c644a96ba86977787a6bb88886b77798acc982
4ba919994ca77628b9888bab665bcbcbedbdbdbbbbbdcbdcec9b55
a745c8698c8555b5c4555787aa6556776b689555b6745467678955
2a9a5a895a95aa4a959b3aaa5a465757995794886786585baa7a45
4ccb69a47cd49c19f59a5dae8b586758956b66895786757abb9b56
39aa2caa3bbbb84ce79b6ccc7c557647895b977858876779a88c54
7997d98b9da664ca638a95b3bd565466798b966476744597867b54
3ccb6cb92cc4ca3b849b4ababc566665894cb6985aa7667abb9c45
49ab3c9a5db5ba6bc2994caaa9677949765c8676789567799a9a64
3dab3caa5cb9ab4bcb966dac6a387739a95b887948a6747abb7a64
9c83e87ccbda5286eb65acccde5755676b8ba56345765596b7c796
3a9a5bba67998929983a4a8878559858996a7989669939696b9a65
5baa1db84cb9567ca79b7a8a9a686739884ba7668697588979aa64
3dcb3cdd2dcbcc3cdd8b9acdbc5876389b4b9589478765699c7b85
2aac3b9c4abaac3bbb9a4bba6b4787489b5c96686587677aaaab75
2ddb4c7b9ccbde2bdd9b5dbcbd5954564a6b779757a94467bb9c84
a589c5bcbda993c3e5a6467cef7755876a6a755375c4555769ac95
3cbb5dc85db5dd3ef29a58db4f59675aa85e959857b56679be6c75
887888688b9a8a89ca762a899a46684599689458b8456738897864
4bca2bab6ecccd4bccab4dacbd5866387a5c866648a555689b6c85
6d4b3dc55e8887458b934a9a5d696848865d8678668854789a8c64
3dae3cc45fa9bf4ef4bb7d9d3d597847a54cb78856b5767a8a6b84
baa9cbac8cb9a3b4f537beccdc6667577a5ca45485b44489c9ab85
2baa3cba3bb99b54bbaa9ccbab4879399a5bca8875a9799999bb57
3ccb4db33bbbcb3be48abdaabe4aa967964a989669b639aa99cb75
89789aa97b997979c8789aaa9b4757467758974574967379956942
6aab6a8969aa995cba9a8b9ba95847588969a65572864489586762
4a9a3a9759a89838a97aaa8999678837796b887857887999778523
6666667a69baa9a9ca99bbb3cb777777bbacaabaa9ba9aabcbcc12
464455564775556495456668a8787888997ba88897b877999bd943
"""
"""Row: a letter; column: the next letter; value: the cost of that pair in bits, in hexadecimal."""

_COST = {
    left + right: int(cost, 16)
    for left, row in zip(ALPHABET, _TABLE.split(), strict=True)
    for right, cost in zip(ALPHABET, row, strict=True)
}
_UNKNOWN = 5  #: neutral cost of letters beyond ASCII


def classes(text: str) -> str:
    """The text mapped to the alphabet of the table."""
    return text.translate(_CLASS)


@lru_cache(maxsize=4096)
def bits_per_letter(text: str) -> float:
    """The average bits per letter, from about 3 (prose) to about 10 (random mixed case)."""
    shape = classes(text[:200])
    pairs = [_COST.get(shape[i : i + 2], _UNKNOWN) for i in range(len(shape) - 1)]
    return sum(pairs) / len(pairs) if pairs else 0.0
