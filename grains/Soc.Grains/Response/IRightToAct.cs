using Soc.Model.Policies;

namespace Soc.Grains.Response;

/// <summary>Whether whoever agreed a client's rules still has the right to act, asked at the moment in which a rule fires.</summary>
public interface IRightToAct
{
    /// <returns>Why not, one sentence; null while he has it, or where it cannot be asked.</returns>
    ValueTask<string?> ProblemAsync(ClientPolicy policy, CancellationToken cancellationToken);
}
