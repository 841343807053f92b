namespace Soc.Fuzz;

/// <summary>One reader of bytes that strangers send. Stateless between inputs, deterministic, safe to call very often.</summary>
internal interface IFuzzTarget
{
    /// <summary>Unique, lower case, fit for a command line.</summary>
    string Name { get; }

    /// <summary>Good inputs to begin from.</summary>
    Task<IReadOnlyList<byte[]>> SeedsAsync();

    /// <summary>Reads the input and checks what came out of it.</summary>
    /// <exception cref="FuzzException">What came out breaks a promise. Any other exception is a defect too.</exception>
    ValueTask RunAsync(byte[] input);
}
