namespace Soc.Simulator.Demo.Acting;

/// <summary>What was seen while a story was acted out, and what should have been seen and was not.</summary>
internal sealed class Proof
{
    private readonly Lock _lock = new();
    private readonly List<string> _seen = [];
    private readonly List<string> _missing = [];

    /// <summary>Everything that was looked for was there.</summary>
    public bool IsWhole
    {
        get
        {
            lock (_lock)
            {
                return _seen.Count > 0 && _missing.Count == 0;
            }
        }
    }

    public string Words
    {
        get
        {
            lock (_lock)
            {
                return _missing.Count > 0 ? $"MISSING: {string.Join("; ", _missing)}" : _seen.Count > 0 ? string.Join("; ", _seen) : "nothing was done yet";
            }
        }
    }

    /// <param name="what">What is to be seen, in a few words.</param>
    /// <returns><paramref name="isSo"/>.</returns>
    public bool Shows(bool isSo, string what)
    {
        lock (_lock)
        {
            (isSo ? _seen : _missing).Add(what);
        }

        return isSo;
    }
}
