using Microsoft.Net.Http.Headers;

namespace Soc.Gateway.Endpoints;

/// <summary>Conditions of a change of a policy; its version is the ETag, of the rules of engagement in it as well.</summary>
internal static class PolicyConditions
{
    public static EntityTagHeaderValue TagOf(long version) => new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"\"{version}\""));

    /// <summary>Says the version in the answer; true when the caller has it already.</summary>
    public static bool IsKnown(HttpContext http, long version)
    {
        var tag = TagOf(version);
        http.Response.GetTypedHeaders().ETag = tag;
        return http.Request.GetTypedHeaders().IfNoneMatch.Any(t => t.Compare(tag, useStrongComparison: false) || t.Tag == "*");
    }

    /// <summary>The version that the change must meet, or null for any; or why it is refused at once.</summary>
    /// <param name="version">Of the stored policy; 0 for a client that is new.</param>
    public static (long? Expected, IResult? Refusal) Of(HttpRequest request, long version, GatewayOptions options)
    {
        var headers = request.GetTypedHeaders();
        if (request.Headers.IfNoneMatch.Count > 0)
        {
            return version == 0 || !headers.IfNoneMatch.Any(t => t.Tag == "*" || t.Compare(TagOf(version), useStrongComparison: false))
                ? (version, null)
                : (null, Problems.ConditionFailed("The client exists already, and If-None-Match asks that it does not."));
        }

        if (request.Headers.IfMatch.Count == 0)
        {
            return version == 0 || !options.RequireIfMatch
                ? (null, null)
                : (null, Problems.ConditionMissing("This installation asks for If-Match when a policy is replaced: read it first, and send its ETag."));
        }

        if (headers.IfMatch.Count == 0)
        {
            return (null, Problems.BadRequest("If-Match holds no ETag: send what GET gave, in its quotes, or leave it out."));
        }

        return version > 0 && headers.IfMatch.Any(t => t.Tag == "*" || t.Compare(TagOf(version), useStrongComparison: true))
            ? (version, null)
            : (null, Problems.ConditionFailed(version == 0 ? "The client does not exist, so that no version of it matches." : "Somebody changed the policy since: read it again and repeat the change."));
    }
}
