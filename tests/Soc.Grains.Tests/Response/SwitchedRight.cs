using Soc.Grains.Response;
using Soc.Model.Policies;

namespace Soc.Grains.Tests.Response;

/// <summary>A right that is gone, or cannot be asked for.</summary>
internal sealed class SwitchedRight : IRightToAct
{
    public string? Problem { get; set; }

    public bool Fails { get; set; }

    public ValueTask<string?> ProblemAsync(ClientPolicy policy, CancellationToken cancellationToken) =>
        Fails ? throw new IOException("The store is away.") : ValueTask.FromResult(Problem);
}
