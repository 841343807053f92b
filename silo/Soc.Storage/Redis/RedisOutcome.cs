using System.Runtime.InteropServices;

namespace Soc.Storage.Redis;

/// <summary>What became of a command. Nobody knows whether one that failed was done.</summary>
/// <param name="Result">The script's; nothing when it failed.</param>
/// <param name="Failure">Null when the server answered.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct RedisOutcome(long Result, Exception? Failure)
{
    public bool IsScriptMissing => Failure is not null && RedisFailure.IsScriptMissing(Failure);
}
