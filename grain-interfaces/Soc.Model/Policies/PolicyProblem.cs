namespace Soc.Model.Policies;

/// <summary>Something in a policy that makes no sense.</summary>
/// <param name="Field">Name of the field as in JSON ("thresholds", "knownEgress[2].cidr").</param>
/// <param name="Message">What is wrong, and what to write instead.</param>
public sealed record PolicyProblem(string Field, string Message);
