namespace Soc.Fuzz.Targets.Wire;

/// <summary>Lengths to cut bytes into, mostly short, the same for the same seed; all at once for seed 0.</summary>
internal sealed class Cutter(uint seed)
{
    private uint _state = seed;

    public int Next(int available)
    {
        if (_state == 0)
        {
            return available;
        }

        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return Math.Min(available, 1 + (int)((_state >> 8) % ((_state & 7) == 0 ? 1_500u : 40u)));
    }
}
