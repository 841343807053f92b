using Orleans;

namespace Soc.GrainInterfaces.Storage;

/// <summary>Another activation of the client's grain has taken the client over: this one's incidents are refused, and it must end.</summary>
[GenerateSerializer, Alias("soc.ClientTakenOver")]
public sealed class ClientTakenOverException : InvalidOperationException
{
    public ClientTakenOverException()
    {
    }

    public ClientTakenOverException(string message)
        : base(message)
    {
    }

    public ClientTakenOverException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The refusal of a write.</summary>
    public static ClientTakenOverException Of(string client) =>
        new($"The incidents of client {client} belong to another activation now: this one ends, and what it was told is told again.");
}
