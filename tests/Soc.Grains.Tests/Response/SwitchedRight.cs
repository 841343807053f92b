using Soc.Grains.Response;
using Soc.Model.Policies;

namespace Soc.Grains.Tests.Response;

/// <summary>A right that is gone, or cannot be asked for.</summary>
internal sealed class SwitchedRight : IRightToAct
{
    public string? Problem { get; set; }

    public bool Fails { get; set; }

    /// <summary>Until this is completed there is no answer.</summary>
    public TaskCompletionSource? Held { get; set; }

    public async ValueTask<string?> ProblemAsync(ClientPolicy policy, CancellationToken cancellationToken)
    {
        if (Held is { } held)
        {
            await held.Task.WaitAsync(cancellationToken);
        }

        return Fails ? throw new IOException("The store is away.") : Problem;
    }
}
