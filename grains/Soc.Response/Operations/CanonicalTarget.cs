using System.Text.Json;
using Soc.Model.Entities;
using Soc.Model.Response;

namespace Soc.Response.Operations;

/// <summary>A target as it is hashed: every part in one order.</summary>
internal static class CanonicalTarget
{
    public static void Write(Utf8JsonWriter json, ContainmentTarget target)
    {
        json.WriteStartObject("target"u8);
        json.WriteString("kind"u8, EntityKey.KindName(target.Kind));
        json.WriteString("value"u8, target.Value);
        json.WriteString("ip"u8, target.Ip);
        json.WriteString("mac"u8, target.Mac);
        json.WriteString("hostName"u8, target.HostName);
        json.WriteString("userName"u8, target.UserName);
        json.WriteString("domain"u8, target.Domain);
        if (target.Connection is { } connection)
        {
            json.WriteStartObject("connection"u8);
            json.WriteString("srcIp"u8, connection.SrcIp);
            json.WriteNumber("srcPort"u8, connection.SrcPort);
            json.WriteString("dstIp"u8, connection.DstIp);
            json.WriteNumber("dstPort"u8, connection.DstPort);
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("connection"u8);
        }

        json.WriteEndObject();
    }
}
