using System.Security.Cryptography;
using System.Text;

namespace Soc.Simulator.Estate;

/// <summary>Ids that look like the vendors' and depend on content only.</summary>
public static class Ids
{
    public static string Guid(params ReadOnlySpan<string> parts) =>
        new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\u001f', parts!)))[..16]).ToString();
}
