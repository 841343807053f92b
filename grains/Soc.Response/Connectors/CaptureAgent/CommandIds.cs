using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Soc.Model.Response;

namespace Soc.Response.Connectors.CaptureAgent;

/// <summary>Ids of commands: what an operation says again is the same command, whoever says it after whatever restart.</summary>
internal static class CommandIds
{
    private const int HashBytes = 16;

    /// <summary>Of all commands of an operation; taken back, it takes all of them back.</summary>
    public static string Of(ContainmentOrder order) => Hash(order.Client + "\n" + order.OperationId);

    /// <summary>Of the command until this limit: one that is made longer is another one.</summary>
    public static string Until(ContainmentOrder order) => string.Create(CultureInfo.InvariantCulture, $"{Of(order)}.{order.UntilMs}");

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));
}
