namespace Soc.Fuzz;

/// <summary>A promise that a reader broke.</summary>
public sealed class FuzzException : Exception
{
    public FuzzException()
    {
    }

    public FuzzException(string message)
        : base(message)
    {
    }

    public FuzzException(string message, Exception inner)
        : base(message, inner)
    {
    }

    /// <summary>Throws unless the promise is kept.</summary>
    internal static void Unless(bool kept, string promise)
    {
        if (!kept)
        {
            throw new FuzzException($"Broken: {promise}.");
        }
    }
}
