namespace Soc.Model.Policies;

/// <summary>What happens when the contact chain is at its end and nobody answered.</summary>
public static class NobodyAnswers
{
    /// <summary>It stays as it is, and in the next digest.</summary>
    public const string Nothing = "nothing";

    /// <summary>What was asked about is done.</summary>
    public const string Act = "act";

    /// <summary>The service's own on-call is woken, whoever the client's contacts are.</summary>
    public const string WakeOnCall = "wake_on_call";

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> Names { get; } = [Nothing, Act, WakeOnCall];
}
