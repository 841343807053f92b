using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Soc.Capture.Protocols;

namespace Soc.Capture.Flows;

/// <summary>
/// What happened in a flow, a letter each, in the order in which it happened for the first time: capitals are the originator's
/// (letters of Zeek's conn.log: s h a d f r c g t w i q, and ^ for turned round).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct History
{
    private const int MaxLetters = 30;

    private Text _text;
    private int _length;
    private uint _seenUpper;
    private uint _seenLower;

    /// <summary>Notes a letter when it is the first of its kind of this side.</summary>
    /// <param name="letter">Lower case.</param>
    /// <returns>False when it was noted before.</returns>
    public bool Once(char letter, bool isOriginator)
    {
        var bit = 1u << (letter - 'a');
        ref var seen = ref isOriginator ? ref _seenUpper : ref _seenLower;
        if ((seen & bit) != 0)
        {
            return false;
        }

        seen |= bit;
        Again(letter, isOriginator);
        return true;
    }

    /// <summary>Notes a letter whatever was before.</summary>
    public void Again(char letter, bool isOriginator)
    {
        if (_length < MaxLetters)
        {
            _text[_length++] = (byte)(isOriginator ? letter - 'a' + 'A' : letter);
        }
    }

    /// <summary>Notes the first, the tenth, the hundredth and so on.</summary>
    /// <param name="count">How many there are by now.</param>
    public void Sometimes(char letter, bool isOriginator, int count)
    {
        for (var power = 1L; power <= count; power *= 10)
        {
            if (power == count)
            {
                Again(letter, isOriginator);
            }
        }
    }

    /// <summary>The ends changed places before the first packet was taken.</summary>
    public void TurnedRound()
    {
        if (_length < MaxLetters)
        {
            _text[_length++] = (byte)'^';
        }
    }

    public override readonly string ToString() => RecentTexts.Of(((ReadOnlySpan<byte>)_text)[.._length]);

    [InlineArray(MaxLetters)]
    private struct Text
    {
        private byte _first;
    }
}
