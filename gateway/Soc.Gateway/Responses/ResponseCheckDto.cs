using Soc.Model.Response;

namespace Soc.Gateway.Responses;

/// <summary>What one guard rail said.</summary>
/// <param name="Name">"never_block", "network_size", "limit", "kill_switch", "hourly_client" …</param>
/// <param name="Passed">It has nothing against it.</param>
/// <param name="Text">Why, one sentence.</param>
public sealed record ResponseCheckDto(string Name, bool Passed, string Text)
{
    public static ResponseCheckDto[] Of(GuardCheck[] checks) => Array.ConvertAll(checks, c => new ResponseCheckDto(c.Name, c.IsPassed, c.Text));
}
